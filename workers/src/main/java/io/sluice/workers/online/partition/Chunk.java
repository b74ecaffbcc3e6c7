package io.sluice.workers.online.partition;

import io.sluice.activities.online.SlotWrite;
import java.util.List;

/**
 * A run of updates of one partition that goes to the store in one call: the newest of each entity.
 *
 * @param records how many updates of the topic these are
 * @param end the offset after the last of them
 * @param epoch of the last of them
 * @param sequence of the last of them
 * @param written the epoch of those that are written; the others are passed over
 */
public record Chunk(
        int partition, int records, long end, long epoch, long sequence, long written, List<SlotWrite> writes) {
    public Chunk {
        writes = List.copyOf(writes);
    }
}
