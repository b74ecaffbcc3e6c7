package io.sluice.definitions.online;

import io.sluice.definitions.changepoint.ChangePoint;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One feature of one entity as judged at an instant. Source: contract §6.
 *
 * @param value after the null policy
 * @param timestamp the feature timestamp, epoch milliseconds; {@link ChangePoint#NEVER} when there is none
 * @param validUntil epoch milliseconds; {@link ChangePoint#NONE}
 * @param settled whether the value is final at the instant: it holds there, and no change by expiry or hop is due
 */
public record FeatureReading(
        @Nullable Object value, long timestamp, long validUntil, OnlineStatus status, boolean settled) {

    /**
     * Judges a stored value. Before {@code validUntil} it is PRESENT and final; from there until {@code freshness} later
     * PRESENT and not final; after that STALE. A feature that never changed is MISSING.
     *
     * @param freshness of the view; null promises none, so a value is STALE from {@code validUntil} on
     * @param fill what the null policy gives for no value
     */
    public static FeatureReading judge(
            SlotRow row, int feature, long instant, @Nullable Duration freshness, @Nullable Object fill) {
        long timestamp = row.timestamps()[feature];
        if (timestamp == ChangePoint.NEVER) {
            return missing(fill);
        }
        long until = row.validUntil()[feature];
        boolean holds = until == ChangePoint.NONE || instant < until;
        long grace = freshness == null ? 0 : freshness.toMillis();
        OnlineStatus status = holds || instant - until < grace ? OnlineStatus.PRESENT : OnlineStatus.STALE;
        return new FeatureReading(row.values()[feature], timestamp, until, status, holds);
    }

    /** What an entity without a slot, or a slot without the feature, gives: the null policy's value, and no promise. */
    public static FeatureReading missing(@Nullable Object fill) {
        return new FeatureReading(fill, ChangePoint.NEVER, ChangePoint.NONE, OnlineStatus.MISSING, false);
    }

    /**
     * A derived feature: the greatest timestamp, the least {@code validUntil} and the worst status of its inputs, final
     * when all are.
     */
    public static FeatureReading derive(@Nullable Object value, List<FeatureReading> inputs) {
        FeatureReading derived =
                new FeatureReading(value, ChangePoint.NEVER, ChangePoint.NONE, OnlineStatus.PRESENT, true);
        for (FeatureReading input : inputs) {
            derived = new FeatureReading(
                    value,
                    Math.max(derived.timestamp, input.timestamp),
                    Math.min(derived.validUntil, input.validUntil),
                    derived.status.worse(input.status),
                    derived.settled && input.settled);
        }
        return derived;
    }
}
