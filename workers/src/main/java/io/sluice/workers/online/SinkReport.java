package io.sluice.workers.online;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.streams.Held;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a sink tells its lane about one partition. */
final class SinkReport {
    private SinkReport() {}

    /**
     * Counts are those of the newest checkpoint, offset and clock too once all that it releases is in the store.
     *
     * @param lag updates that are not in the store
     */
    static PartitionCheckpoint of(SinkPartition partition, long lag) {
        return partition
                .newest()
                .map(checkpoint -> of(checkpoint, partition, lag))
                .orElse(new PartitionCheckpoint(
                        partition.number(), "", null, null, 0, 0, 0, 0, 0, 0, 0, lag, "PASS", List.of()));
    }

    private static PartitionCheckpoint of(Checkpoint checkpoint, SinkPartition partition, long lag) {
        boolean shown = lag == 0 && partition.isPlaced() && checkpoint.end() > 0;
        return new PartitionCheckpoint(
                partition.number(),
                shown ? Long.toString(checkpoint.end() - 1) : "",
                shown ? instant(checkpoint.clock()) : null,
                shown ? instant(checkpoint.watermark()) : null,
                checkpoint.count(Verdict.ACCEPTED) + checkpoint.count(Verdict.ADMIT),
                checkpoint.count(Verdict.LATE),
                checkpoint.count(Verdict.DUPLICATE),
                checkpoint.count(Verdict.INVALID),
                checkpoint.count(Verdict.FUTURE),
                0,
                shown ? checkpoint.released() : partition.sequence(),
                lag,
                checkpoint.judgement() == Checkpoint.Judgement.FAIL ? "FAIL" : "PASS",
                Held.of(checkpoint));
    }

    private static @Nullable Long instant(long millis) {
        return millis == Stamp.NOTHING ? null : millis;
    }
}
