package io.sluice.workers.online;

import io.sluice.activities.online.OnlineStoreUnavailableException;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.workers.online.partition.Chunk;
import io.sluice.workers.online.partition.SinkPartition;
import io.sluice.workers.online.partition.SinkReport;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, covers and writes, until it is told to end. One call to the store is under way at a time; while it is, and while the store
 * is away, polling goes on: the process stays in its group, what was read is bounded, and the rest waits in the topic.
 */
final class SinkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofMillis(1);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FINISH_MS = 10_000;
    private static final long ROOM_BYTES = 16 << 20;

    private final SinkInput input;
    private final StoreWriter store;
    private final SinkTopics topics;
    private final Jobs jobs;
    private final Backoff backoff = new Backoff();
    private StoredMarks marks = new StoredMarks(new TreeMap<>());
    private int turn;
    private long looked;
    private boolean mustLook = true;
    private boolean moved;
    private boolean hasLooked;
    private volatile boolean ending;
    private volatile List<PartitionCheckpoint> reports = List.of();

    SinkLoop(SinkInput input, StoreWriter store) {
        this.input = input;
        this.store = store;
        this.topics = new SinkTopics(input);
        this.jobs = new Jobs("online sink store " + input.app());
    }

    /** Ends {@link #run} within moments; may be called from any thread. */
    void end() {
        ending = true;
    }

    /** Where it stood a moment ago; may be called from any thread. */
    List<PartitionCheckpoint> reports() {
        return reports;
    }

    /** The partitions that it had a moment ago; may be called from any thread. */
    Collection<Integer> partitions() {
        return reports.stream().map(PartitionCheckpoint::partition).toList();
    }

    /** Runs until {@link #end}, or until an error that waiting does not mend. */
    void run() {
        try (jobs;
                topics) {
            topics.subscribe(this::partitionsMoved);
            while (!ending) {
                step();
            }
        }
    }

    private void step() {
        topics.makeRoom(ROOM_BYTES);
        topics.poll(jobs.isBusy() ? BUSY : isReady() ? Duration.ZERO : IDLE);
        handle();
        long now = System.nanoTime();
        if (!jobs.isBusy() && backoff.isOver(now)) {
            startNext(now);
        }
    }

    private boolean isReady() {
        boolean writable =
                !marks.marks().isEmpty() && topics.partitions().stream().anyMatch(SinkPartition::isReady);
        return !backoff.isOn() && (mustLook || writable);
    }

    private void handle() {
        try {
            if (jobs.handle()) {
                if (backoff.isOn()) {
                    LOG.info("The online store answers again; {} catches up", input.group());
                }
                backoff.succeeded();
            }
        } catch (OnlineStoreUnavailableException e) {
            if (!backoff.isOn()) {
                LOG.warn("{} waits: {}", input.group(), e.getMessage());
            }
            backoff.failed(System.nanoTime());
            mustLook = true;
        }
    }

    /** A store that was away may have come back empty: it is looked at before anything is written. */
    private void startNext(long now) {
        if (mustLook || now - looked > LOOK_NANOS) {
            looked = now;
            mustLook = false;
            moved = false;
            topics.measure();
            topics.commit();
            report();
            jobs.start(store::look, this::seen);
            return;
        }
        if (!marks.marks().isEmpty()) {
            nextChunk().ifPresentOrElse(this::write, this::noteWhatCaughtUp);
        }
    }

    private void write(Chunk chunk) {
        moved = false;
        jobs.start(() -> store.write(chunk, marks), written -> written(chunk, written));
    }

    /** Whoever wants to make a generation live waits for this. */
    private void noteWhatCaughtUp() {
        int of = topics.count();
        topics.partitions().stream()
                .filter(partition -> of > 0 && hasCaughtUp(partition))
                .filter(partition -> !marks.areReplayed(input.slot(), partition.number()))
                .findFirst()
                .ifPresent(partition -> {
                    moved = false;
                    jobs.start(() -> store.noteReplayed(partition.number(), of, marks), now -> marks = now);
                });
    }

    private boolean hasCaughtUp(SinkPartition partition) {
        boolean known = partition.newest().isPresent() || partition.waiting() == 0;
        return known
                && !partition.isReady()
                && topics.unread(partition) == 0
                && marks.areAlike(StreamMarks.name(input.slot(), partition.number()));
    }

    /** Partitions take turns. */
    private Optional<Chunk> nextChunk() {
        List<SinkPartition> all = List.copyOf(topics.partitions());
        for (int i = 0; i < all.size(); i++) {
            turn = (turn + 1) % all.size();
            Optional<Chunk> chunk = all.get(turn).next();
            if (chunk.isPresent()) {
                return chunk;
            }
        }
        return Optional.empty();
    }

    /** What the store says counts, wherever this sink thought it was: less when it was emptied, more when another one wrote. */
    private void seen(StoredMarks now) {
        marks = now;
        hasLooked = true;
        if (moved || now.marks().isEmpty()) {
            mustLook |= moved;
            return;
        }
        for (SinkPartition partition : topics.partitions()) {
            long front = now.front(StreamMarks.name(input.slot(), partition.number()));
            if (!partition.isPlaced() || front != partition.front()) {
                if (partition.isPlaced() && front < partition.front()) {
                    LOG.warn(
                            "The online store lost values of {}: partition {} is written again from offset {} on",
                            input.group(),
                            partition.number(),
                            front);
                }
                topics.seek(partition, front);
            }
        }
    }

    private void written(Chunk chunk, Optional<StoredMarks> now) {
        if (now.isEmpty()) {
            mustLook = true;
            return;
        }
        marks = now.get();
        topics.partitions().stream()
                .filter(partition -> !moved && partition.number() == chunk.partition())
                .forEach(partition -> partition.applied(chunk));
    }

    /** What is under way belongs to partitions as they were. */
    private void partitionsMoved() {
        settle();
        moved = true;
        mustLook = true;
    }

    /** Waits a while for what is under way; it may be repeated by whoever comes next. */
    private void settle() {
        jobs.await(FINISH_MS);
        handle();
        report();
    }

    /** Where the store has no generation of this version there is nothing to write to, and nothing to wait for. */
    private long lag(SinkPartition partition) {
        return hasLooked && marks.marks().isEmpty() ? 0 : partition.lag(topics.unread(partition));
    }

    private void report() {
        reports = topics.partitions().stream()
                .map(partition -> SinkReport.of(partition, lag(partition)))
                .toList();
    }
}
