/** How the values of a column are distributed: partition objects, histograms and divergences between them. Start at {@link io.sluice.quality.distribution.KlDivergence}. */
@NullMarked
package io.sluice.quality.distribution;

import org.jspecify.annotations.NullMarked;
