package io.sluice.workers.archive;

import io.sluice.activities.archive.PartitionProgress;
import io.sluice.definitions.accept.Verdict;
import io.sluice.workers.streams.Standing;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where a sink stands, told by its own thread and asked for by another. */
final class Lags {
    /** Null while partitions come and go. */
    private volatile @Nullable List<PartitionCheckpoint> newest;

    private volatile boolean settled;

    void assigned() {
        settled = true;
    }

    void revoked() {
        settled = false;
        newest = null;
    }

    void measure(Consumer<byte[], byte[]> consumer, PendingRanges pending) {
        if (!settled) {
            return;
        }
        List<PartitionCheckpoint> checkpoints = new ArrayList<>();
        for (TopicPartition place : consumer.assignment()) {
            pending.archived().stream()
                    .filter(progress -> progress.partition() == place.partition())
                    .forEach(
                            progress -> checkpoints.add(checkpoint(progress, lag(consumer, place, pending, progress))));
        }
        newest = List.copyOf(checkpoints);
    }

    /** Offsets up to the end of what is committed; one at least while the broker has not said where that is. */
    private static long lag(
            Consumer<byte[], byte[]> consumer,
            TopicPartition place,
            PendingRanges pending,
            PartitionProgress progress) {
        long unread = consumer.currentLag(place).orElse(1);
        // Behind the last record there are only markers, which go with the next record.
        return pending.isEmpty() ? unread : unread + consumer.position(place) - progress.next();
    }

    private static PartitionCheckpoint checkpoint(PartitionProgress progress, long lag) {
        return new PartitionCheckpoint(
                progress.partition(),
                progress.next() == 0 ? "" : String.valueOf(progress.next() - 1),
                Standing.known(progress.clock()),
                Standing.known(progress.watermark()),
                progress.count(Verdict.ACCEPTED) + progress.count(Verdict.ADMIT),
                progress.count(Verdict.LATE),
                progress.count(Verdict.DUPLICATE),
                progress.count(Verdict.INVALID),
                progress.count(Verdict.FUTURE),
                0,
                0,
                lag,
                "PASS",
                List.of());
    }

    /**
     * What was said last.
     *
     * @throws IllegalStateException while partitions come and go: a sink without any would look like one that has nothing to do
     */
    List<PartitionCheckpoint> checkpoints() {
        List<PartitionCheckpoint> said = newest;
        if (said == null) {
            throw new IllegalStateException("The sink waits for its partitions");
        }
        return said;
    }
}
