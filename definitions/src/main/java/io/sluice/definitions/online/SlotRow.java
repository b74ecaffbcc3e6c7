package io.sluice.definitions.online;

import org.jspecify.annotations.Nullable;

/**
 * What a slot holds: arrays aligned with its features.
 *
 * @param values after the null policy, as in {@link io.sluice.definitions.changepoint.SourceRow}
 * @param timestamps feature timestamps, epoch milliseconds; {@link
 *     io.sluice.definitions.changepoint.ChangePoint#NEVER}
 * @param validUntil epoch milliseconds; {@link io.sluice.definitions.changepoint.ChangePoint#NONE}
 */
public record SlotRow(@Nullable Object[] values, long[] timestamps, long[] validUntil) {
    public SlotRow {
        if (values.length != timestamps.length || values.length != validUntil.length) {
            throw new IllegalArgumentException("Invalid slot row: %d values, %d timestamps, %d ends"
                    .formatted(values.length, timestamps.length, validUntil.length));
        }
    }
}
