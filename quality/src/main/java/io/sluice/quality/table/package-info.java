/** Expectations about a table as a whole: its rows and its columns. Start at {@link io.sluice.quality.table.RowCount}. */
@NullMarked
package io.sluice.quality.table;

import org.jspecify.annotations.NullMarked;
