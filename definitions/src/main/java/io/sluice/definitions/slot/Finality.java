package io.sluice.definitions.slot;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;

/**
 * Whether a value of a stream can still become another one: FINAL, or PROVISIONAL. Final means final but for corrections.
 * Source: contract §3.
 */
public enum Finality {
    FINAL,
    PROVISIONAL;

    /**
     * Judges the value that holds from a feature timestamp on. Rows that come later have event times of at least {@code
     * watermark − allowed_lateness}; an event shows 1 ms after its time, an attribute at it.
     *
     * @param timestamp the feature timestamp; a value without one, {@link ChangePoint#NEVER}, is provisional
     * @param watermark of the log partition, epoch milliseconds; {@link Stamp#NOTHING}
     */
    public static Finality of(Feature feature, Source source, long timestamp, long watermark) {
        if (timestamp == ChangePoint.NEVER || watermark == Stamp.NOTHING) {
            return PROVISIONAL;
        }
        long settled =
                timestamp - source.delay().toMillis() + source.allowedLateness().toMillis();
        boolean atItsTime = feature.isLatestValue() && source.kind() == Source.Kind.ATTRIBUTES;
        return (atItsTime ? watermark > settled : watermark >= settled) ? FINAL : PROVISIONAL;
    }
}
