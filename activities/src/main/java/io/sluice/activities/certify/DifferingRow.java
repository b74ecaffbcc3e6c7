package io.sluice.activities.certify;

import org.jspecify.annotations.Nullable;

/**
 * A row of a certified day that archive and trusted table do not have equally often. It stays in memory: no payload, no log and no
 * table gets it.
 *
 * @param eventTime epoch milliseconds
 * @param columns of the source, as in {@link io.sluice.definitions.changepoint.SourceRow}
 * @param more how much more often the archive has it; negative where the trusted table does
 */
public record DifferingRow(
        String day,
        long eventTime,
        String eventId,
        @Nullable Object[] columns,
        long more) {
    /** Sees one row after the other. */
    public interface Visitor {
        /** Takes the next row; those with the same event id come one after the other. */
        void take(DifferingRow row);
    }
}
