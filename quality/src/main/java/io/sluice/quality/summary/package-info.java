/** Expectations about one number that sums up a column. Start at {@link io.sluice.quality.summary.ColumnSummary}. */
@NullMarked
package io.sluice.quality.summary;

import org.jspecify.annotations.NullMarked;
