/** What earlier audits measured, as trends and anomaly rules read it. Start at {@link io.sluice.quality.history.History}. */
@NullMarked
package io.sluice.quality.history;

import org.jspecify.annotations.NullMarked;
