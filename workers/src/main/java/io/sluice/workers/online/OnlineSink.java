package io.sluice.workers.online;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.OnlineStoreRefusedException;
import io.sluice.activities.online.reader.UnreadablePointerException;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedThread;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * Keeps the slots of one view version over one stream in the online store as they are in its updates, up to what checkpoints
 * release.
 *
 * <p>Every record is written at least once. A write of the same record, or of an older one, changes nothing (its version is its
 * place in the topic), so that is the same as once. How far it has come is a mark in the store, moved in the same call that writes:
 * a store that was emptied, or went back to an older copy, says by its marks from where it has to be written again, and the topic
 * keeps the last update of every entity for ever.
 *
 * <p>Memory: 16 MiB of updates that wait, a fetch of 8 MiB, one call of a thousand slots.
 */
public final class OnlineSink implements Hosted {
    private final SinkInput input;
    private final SinkLoop loop;
    private final HostedThread thread;
    private final ServedThread archive;
    private final HostedThread archiving;

    /**
     * A sink that is not started. The store stays open when it ends: others use it too.
     *
     * @param served where what the store took is archived
     * @param every how often
     */
    public OnlineSink(SinkInput input, OnlineStore store, ServedArchive served, Duration every) {
        this.input = requireNonNull(input, "input is null");
        loop = new SinkLoop(input, new StoreWriter(requireNonNull(store, "store is null"), input));
        thread = new HostedThread("online sink " + input.app(), loop::run, this::shown);
        ServedWriter writer = new ServedWriter(input, store, requireNonNull(served, "served is null"));
        archive = new ServedThread(writer, input, loop::partitions, requireNonNull(every, "every is null"));
        archiving = new HostedThread("served archive " + input.app(), archive, error -> error);
    }

    @Override
    public void start() {
        thread.start();
        archiving.start();
    }

    private Throwable shown(Throwable error) {
        if (error instanceof OffsetOutOfRangeException gone) {
            return ApplicationFailure.newNonRetryableFailureWithCause(
                    "Topic %s has no longer, or not any more, what is to be written next (%s): records were deleted or the topic was made anew; start a new incarnation of the stream, which gives every value again"
                            .formatted(input.updates(), gone.offsetOutOfRangePartitions()),
                    FailureTypes.CONTRACT_VIOLATION,
                    gone);
        }
        if (error instanceof OnlineStoreRefusedException || error instanceof UnreadablePointerException) {
            return ApplicationFailure.newNonRetryableFailureWithCause(
                    String.valueOf(error.getMessage()), FailureTypes.MISCONFIGURED, error);
        }
        return error;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return thread.ended();
    }

    @Override
    public Optional<Throwable> failure() {
        return thread.failure();
    }

    @Override
    public List<PartitionCheckpoint> checkpoints() {
        return loop.reports();
    }

    @Override
    public void close() {
        loop.end();
        thread.awaitEnd();
        archive.end();
        archiving.awaitEnd();
    }
}
