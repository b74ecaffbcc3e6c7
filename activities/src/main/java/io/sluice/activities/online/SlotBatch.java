package io.sluice.activities.online;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * At most {@link OnlineStore#MAX_BATCH} slots of one view and generation.
 *
 * @param ttl how long the store keeps the keys; null keeps them until they are removed
 */
public record SlotBatch(
        String view, long generation, @Nullable Duration ttl, List<SlotWrite> writes) {
    public SlotBatch {
        requireNonNull(view, "view is null");
        writes = List.copyOf(writes);
        BatchLimits.check(writes.size());
        if (ttl != null && ttl.toMillis() < 1) {
            throw new IllegalArgumentException("Invalid ttl: " + ttl);
        }
    }
}
