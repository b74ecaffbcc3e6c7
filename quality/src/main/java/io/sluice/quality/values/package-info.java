/** Expectations about the values of one column, one by one. Start at {@link io.sluice.quality.values.ColumnValues}. */
@NullMarked
package io.sluice.quality.values;

import org.jspecify.annotations.NullMarked;
