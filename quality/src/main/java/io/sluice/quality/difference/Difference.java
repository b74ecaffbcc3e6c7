package io.sluice.quality.difference;

import java.util.List;

/**
 * How a candidate differs from what is published.
 *
 * @param reference what it was compared with, in words
 * @param rowsBefore rows of the reference
 * @param rowsNow rows of the candidate
 * @param changed rows of the same identity with other values
 * @param columns those that moved most first
 * @param columnsInAll how many columns there are; wide tables are compared by their first columns only
 */
public record Difference(
        String reference,
        long rowsBefore,
        long rowsNow,
        long added,
        long removed,
        long changed,
        List<ColumnDifference> columns,
        int columnsInAll) {
    public Difference {
        columns = List.copyOf(columns);
    }
}
