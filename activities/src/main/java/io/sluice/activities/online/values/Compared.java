package io.sluice.activities.online.values;

import io.sluice.definitions.model.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One feature as the online store has it and as the lake gives it.
 *
 * @param equal the same value and, where the store has one, the same feature timestamp
 */
public record Compared(
        String feature,
        DataType type,
        @Nullable Object online,
        @Nullable Object lake,
        boolean equal) {}
