package io.sluice.workers.equality;

import io.sluice.activities.archive.ArchiveReader;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Restarts;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.workers.replay.PartitionHistory;
import io.sluice.workers.slot.EntityRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the lake has of some entities of one partition of a log: the certified history with which the stream began, and the archive
 * up to an offset, of each record what was decided last.
 */
final class ArchivedHistory {
    private record Decided(long offset, Verdict verdict, SourceRow row) {}

    /** The rows of an entity: those before the cutover, and those of the log. */
    private record Known(List<SourceRow> before, List<Decided> log) {
        static Known nothing() {
            return new Known(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final Sample<Known> sample;
    private final EntityRows rows;
    private long clock = Stamp.NOTHING;

    private ArchivedHistory(EntityRows rows, int entities, long seed) {
        this.rows = rows;
        this.sample = new Sample<>(entities, seed, Known::nothing);
    }

    /**
     * Reads history and archive.
     *
     * @param checkpoint before whose end records of the log are read, as its incarnation decided them
     */
    static ArchivedHistory read(
            Lake lake, ComparedStream stream, EntityRows rows, Checkpoint checkpoint, int entities, long seed) {
        int partition = checkpoint.partition();
        ArchivedHistory known = new ArchivedHistory(rows, entities, seed);
        Long snapshot = stream.history();
        if (snapshot != null) {
            new PartitionHistory(lake, stream.source(), stream.logPartitions())
                    .forEach(snapshot, partition, () -> {}, known::before);
        }
        ArchiveReader archive = ArchiveReader.open(lake, stream.source(), partition);
        Restarts restarts = new Restarts();
        archive.decidedAgain((epoch, place) -> {
            if (epoch <= checkpoint.epoch()) {
                restarts.observe(epoch, place);
            }
        });
        archive.forEach(each -> {
            if (each.offset() < checkpoint.end() && !restarts.supersede(each.offset(), each.record())) {
                known.take(each);
            }
        });
        return known;
    }

    private void before(long eventTime, String eventId, @Nullable Object[] columns) {
        rows.of(eventTime, eventId, columns)
                .ifPresent(each -> sample.of(each.entity())
                        .ifPresent(known -> known.before().add(each.row())));
    }

    /** Time passes by the events that are accepted in order, and by ticks. */
    private void take(ArchivedRecord archived) {
        LogRecord record = archived.record();
        Verdict verdict = record.verdict();
        if (verdict == Verdict.ACCEPTED || verdict == Verdict.TICK) {
            clock = Math.max(clock, record.stamped().eventTime());
        }
        if (verdict.counts() || verdict == Verdict.LATE) {
            rows.whatever(record)
                    .ifPresent(each -> sample.of(each.entity())
                            .ifPresent(known -> known.log().add(new Decided(archived.offset(), verdict, each.row()))));
        }
    }

    /** The greatest time of a record that lets time pass. */
    long clock() {
        return clock;
    }

    /** The entities of which something is known. */
    Iterable<String> entities() {
        return sample.kept().keySet();
    }

    /** The rows of an entity that time has reached: its history, and the wanted ones of the log. */
    List<SourceRow> rows(String entity, Predicate<Verdict> wanted, long until) {
        Known known = known(entity);
        return Stream.concat(
                        known.before().stream(),
                        known.log().stream()
                                .filter(decided -> wanted.test(decided.verdict()))
                                .map(Decided::row))
                .filter(row -> row.eventTime() <= until)
                .toList();
    }

    /** The offset of the newest row of an entity; -1: the log has none. */
    long newest(String entity) {
        return known(entity).log().stream().mapToLong(Decided::offset).max().orElse(-1);
    }

    private Known known(String entity) {
        Map<String, Known> kept = sample.kept();
        return kept.getOrDefault(entity, Known.nothing());
    }
}
