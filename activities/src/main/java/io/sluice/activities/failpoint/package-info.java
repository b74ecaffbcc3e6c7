/** Named places where a process may be made to die, so that tests can show that nothing is lost there. Start at {@link io.sluice.activities.failpoint.FailPoints}. */
@NullMarked
package io.sluice.activities.failpoint;

import org.jspecify.annotations.NullMarked;
