/** How far a column has drifted from a pinned reference profile. Start at {@link io.sluice.quality.drift.Drift}. */
@NullMarked
package io.sluice.quality.drift;

import org.jspecify.annotations.NullMarked;
