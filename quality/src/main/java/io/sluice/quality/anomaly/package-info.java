/** Expectations that a number is what its own history leads one to expect. Start at {@link io.sluice.quality.anomaly.WatchedMetric}. */
@NullMarked
package io.sluice.quality.anomaly;

import org.jspecify.annotations.NullMarked;
