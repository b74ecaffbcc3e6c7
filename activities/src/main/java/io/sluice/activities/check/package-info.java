/** A suite on a local file, without any server. Start at {@link io.sluice.activities.check.LocalCheck}. */
@NullMarked
package io.sluice.activities.check;

import org.jspecify.annotations.NullMarked;
