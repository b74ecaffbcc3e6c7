package io.sluice.workers.equality;

import io.sluice.activities.archive.ArchiveReader;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Restarts;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.workers.equality.EntityHistory.Decided;
import io.sluice.workers.replay.PartitionHistory;
import io.sluice.workers.slot.EntityRows;
import io.sluice.workers.topic.LogPartitions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the lake has of some entities of one partition of a view: the certified history with which the stream began, and the archive
 * up to the offsets that a checkpoint names. Of each record what was decided last counts, and of that the verdict that its rule gives
 * again.
 */
final class ArchivedHistory {
    private static final ByteBuffer SAME = ByteBuffer.allocate(0);

    /** Sees each record of the archive with its verdict beside the one that it should have. */
    interface VerdictVisitor {
        /** Takes one. */
        void take(ArchivedRecord archived, Verdict recomputed);
    }

    private final ComparedStream stream;
    private final Checkpoint checkpoint;
    private final Sampling sampling;
    private final Sample<EntityHistory> sample;
    private final EntityRows rows;
    private long clock = Stamp.NOTHING;

    private ArchivedHistory(ComparedStream stream, Checkpoint checkpoint, Sampling sampling, EntityRows rows) {
        this.stream = stream;
        this.checkpoint = checkpoint;
        this.sampling = sampling;
        this.rows = rows;
        this.sample = new Sample<>(sampling.entities(), sampling.seed(), () -> new EntityHistory(sampling.rows()));
    }

    /** The offset before which records count, by partition of the log: of a view that is re-keyed, of all of them. */
    static SortedMap<Integer, Long> ends(Checkpoint checkpoint) {
        SortedMap<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < checkpoint.seen().size(); partition++) {
            ends.put(partition, checkpoint.seen().get(partition).end());
        }
        if (ends.isEmpty()) {
            ends.put(checkpoint.partition(), checkpoint.end());
        }
        return ends;
    }

    /** Reads history and archive, as the incarnation of the checkpoint decided them. */
    static ArchivedHistory read(
            Lake lake,
            ComparedStream stream,
            EntityRows rows,
            Checkpoint checkpoint,
            Sampling sampling,
            VerdictVisitor visitor) {
        ArchivedHistory known = new ArchivedHistory(stream, checkpoint, sampling, rows);
        known.readBefore(lake);
        ends(checkpoint)
                .forEach((partition, end) ->
                        known.readLog(ArchiveReader.open(lake, stream.source(), partition), partition, end, visitor));
        return known;
    }

    private void readBefore(Lake lake) {
        Long snapshot = stream.history();
        if (snapshot != null && isRekeyed()) {
            new TrustedHistory(lake, stream.source()).forEach(snapshot, this::before);
        } else if (snapshot != null) {
            new PartitionHistory(lake, stream.source(), stream.logPartitions())
                    .forEach(snapshot, checkpoint.partition(), () -> {}, this::before);
        }
    }

    private void before(long eventTime, String eventId, @Nullable Object[] columns) {
        rows.of(eventTime, eventId, columns)
                .ifPresent(each -> chosen(each).ifPresent(entity -> entity.recall(each.row())));
    }

    private void readLog(ArchiveReader archive, int partition, long end, VerdictVisitor visitor) {
        Restarts restarts = new Restarts();
        archive.decidedAgain((epoch, place) -> {
            if (epoch <= checkpoint.epoch()) {
                restarts.observe(epoch, place);
            }
        });
        RecomputedVerdicts verdicts =
                new RecomputedVerdicts(stream.rules(), stream.ranges(partition, checkpoint.epoch()), sampling);
        archive.forEach(each -> {
            if (each.offset() >= end) {
                return;
            }
            if (restarts.supersede(each.offset(), each.record())) {
                verdicts.supersede(each.offset(), each.record());
                return;
            }
            Verdict verdict = verdicts.of(each.offset(), each.record());
            visitor.take(each, verdict);
            take(each, verdict);
        });
        clock = Math.max(clock, verdicts.clock());
    }

    /** A late row that breaks a rule would not count if it were in time. */
    private void take(ArchivedRecord archived, Verdict verdict) {
        LogRecord record = archived.record();
        if (verdict.counts()
                || verdict == Verdict.LATE && record.stamped().violations().isEmpty()) {
            ByteBuffer key = isRekeyed() ? ByteBuffer.wrap(record.stamped().key()) : SAME;
            rows.whatever(record)
                    .ifPresent(each -> chosen(each)
                            .ifPresent(
                                    entity -> entity.take(new Decided(archived.offset(), verdict, key, each.row()))));
        }
    }

    private Optional<EntityHistory> chosen(EntityRow row) {
        byte[] entity = row.entity().getBytes(StandardCharsets.UTF_8);
        boolean isHere = !isRekeyed() || LogPartitions.of(entity, stream.logPartitions()) == checkpoint.partition();
        return isHere ? sample.of(row.entity()) : Optional.empty();
    }

    private boolean isRekeyed() {
        return !checkpoint.seen().isEmpty();
    }

    /** The greatest time of a record that lets time pass. */
    long clock() {
        return clock;
    }

    /** The entities of which something is known. */
    Iterable<String> entities() {
        return sample.kept().keySet();
    }

    /** What is known of an entity. */
    EntityHistory of(String entity) {
        Map<String, EntityHistory> kept = sample.kept();
        return kept.getOrDefault(entity, new EntityHistory(0));
    }
}
