package io.sluice.workers.online.partition;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.streams.Standing;
import io.sluice.workflows.stream.PartitionCheckpoint;

/** What a sink tells its lane about one partition. */
public final class SinkReport {
    private SinkReport() {}

    /**
     * Counts are those of the newest checkpoint, offset and clock too once all that it covers is in the store.
     *
     * @param lag updates that are to be written and are not in the store
     */
    public static PartitionCheckpoint of(SinkPartition partition, long lag) {
        return partition
                .newest()
                .map(checkpoint -> of(checkpoint, partition, lag))
                .orElseGet(() -> Standing.unknown(partition.number(), lag));
    }

    private static PartitionCheckpoint of(Checkpoint checkpoint, SinkPartition partition, long lag) {
        boolean stored = lag == 0 && !partition.isHeld() && partition.isPlaced() && checkpoint.end() > 0;
        return stored
                ? Standing.at(checkpoint, checkpoint.released(), lag)
                : Standing.behind(checkpoint, partition.sequence(), lag);
    }
}
