package io.sluice.workers.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row with what identifies it and what is wrong with it.
 *
 * @param eventTime epoch milliseconds; null where the record has none that can be read
 * @param eventId as in the batch lane
 * @param key the values of {@code partition_by}: what decides its partition of the log
 * @param values one per column of the schema
 * @param violations ids of the checks and row rules that it fails; empty for a good row
 */
public record TypedRecord(
        @Nullable Long eventTime,
        String eventId,
        String key,
        @Nullable Object[] values,
        List<String> violations) {
    public TypedRecord {
        violations = List.copyOf(violations);
    }
}
