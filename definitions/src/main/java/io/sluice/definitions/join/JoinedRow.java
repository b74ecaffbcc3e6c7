package io.sluice.definitions.join;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A label with the features it may see; arrays are aligned with {@link
 * io.sluice.definitions.changepoint.ViewPlan#features()}.
 *
 * @param values after the null policy, as in {@link io.sluice.definitions.changepoint.SourceRow}
 * @param timestamps feature timestamps, epoch milliseconds; {@link
 *     io.sluice.definitions.changepoint.ChangePoint#NEVER}
 */
public record JoinedRow(String rowId, @Nullable Object[] values, long[] timestamps, Coverage coverage) {
    public JoinedRow {
        requireNonNull(rowId, "rowId is null");
        requireNonNull(coverage, "coverage is null");
    }

    /** Where a label's instant lies with respect to what the release certifies. */
    public enum Coverage {
        BEFORE_CERTIFIED,
        CERTIFIED,
        AFTER_CERTIFIED
    }
}
