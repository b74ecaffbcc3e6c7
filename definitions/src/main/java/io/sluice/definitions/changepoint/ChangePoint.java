package io.sluice.definitions.changepoint;

import org.jspecify.annotations.Nullable;

/**
 * A row of a view: the instant from which an entity's values hold. Arrays are aligned with {@link ViewPlan#features()}.
 *
 * @param timestamp epoch milliseconds, the greatest of {@code timestamps}
 * @param values finished values after the null policy, as in {@link SourceRow}
 * @param timestamps each feature's own last change point, epoch milliseconds; {@link #NEVER} when it had none
 * @param validUntil each feature's next change by expiry as known from the rows so far, epoch milliseconds; {@link #NONE}
 */
public record ChangePoint(long timestamp, @Nullable Object[] values, long[] timestamps, long[] validUntil) {
    /** A feature that never changed. */
    public static final long NEVER = Long.MIN_VALUE;

    /** No further change is known. */
    public static final long NONE = Long.MAX_VALUE;
}
