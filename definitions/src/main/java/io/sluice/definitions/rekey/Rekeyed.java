package io.sluice.definitions.rekey;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.slot.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * What goes from one partition of the log to a partition of a view that is about another entity: a row for its entity's partition,
 * or how things stand, for all of them. Each says how far the log was read, so that whoever gets it knows that no row for it is
 * missing before that.
 *
 * @param origin partition of the log
 * @param end the offset after the last record that was read there
 * @param clock epoch milliseconds, as of that record; {@link io.sluice.definitions.accept.Stamp#NOTHING}
 * @param watermark epoch milliseconds, as of that record; {@link io.sluice.definitions.accept.Stamp#NOTHING}
 * @param judged the offset before which the gate has let everything through
 * @param row of the record before {@code end}; null: this is how things stand
 * @param standing what only those want to know who report about the log; null beside a row
 */
public record Rekeyed(
        int origin,
        long end,
        long clock,
        long watermark,
        long judged,
        @Nullable EntityRow row,
        @Nullable LogStanding standing) {
    public Rekeyed {
        if ((row == null) == (standing == null)) {
            throw new IllegalArgumentException("Invalid re-keyed record: it has a row or a standing, not both");
        }
    }

    /** Whether it is for the partition of its entity alone; otherwise it is for all. */
    public boolean isRow() {
        return row != null;
    }

    /** The row's entity. */
    public String entity() {
        return requireNonNull(row, "row is null").entity();
    }
}
