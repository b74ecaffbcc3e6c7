package io.sluice.workers.equality;

import io.sluice.activities.archive.ArchiveColumns;
import io.sluice.activities.archive.ArchiveRows;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.workers.slot.EntityRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** What the archive of one partition of a log has of some entities, before an offset. */
final class ArchivedHistory {
    /** A row with what was decided of it, by the incarnation that decided last. */
    record Decided(long offset, long epoch, Verdict verdict, SourceRow row) {}

    private final Sample<TreeMap<Long, Decided>> sample;
    private long clock = Stamp.NOTHING;

    private ArchivedHistory(int entities, long seed) {
        this.sample = new Sample<>(entities, seed, TreeMap::new);
    }

    /** Reads the archive once. Time passes by the records that count and by ticks. */
    static ArchivedHistory read(
            Lake lake, Source source, EntityRows rows, int partition, long end, int entities, long seed) {
        ArchivedHistory history = new ArchivedHistory(entities, seed);
        Table table = lake.load(TableNames.events(source.name()));
        ArchiveRows codec = new ArchiveRows(source, table.schema());
        lake.attempt(() -> {
            try (CloseableIterable<Record> records = IcebergGenerics.read(table)
                    .where(Expressions.and(
                            Expressions.equal(ArchiveColumns.LOG_PARTITION, partition),
                            Expressions.lessThan(ArchiveColumns.LOG_OFFSET, end)))
                    .build()) {
                records.forEach(record -> history.add(codec.decode(record), rows));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return history;
        });
        return history;
    }

    private void add(ArchivedRecord archived, EntityRows rows) {
        Verdict verdict = archived.record().verdict();
        Stamped stamped = archived.record().stamped();
        if (verdict == Verdict.ACCEPTED || verdict == Verdict.TICK) {
            clock = Math.max(clock, stamped.eventTime());
        }
        if (verdict.counts() || verdict == Verdict.LATE) {
            Optional<EntityRow> row = rows.whatever(archived.record());
            row.ifPresent(each -> sample.of(each.entity()).ifPresent(known -> {
                Decided decided = new Decided(
                        archived.offset(), archived.record().epoch(), verdict, each.row());
                known.merge(
                        archived.record().place(archived.offset()),
                        decided,
                        (one, other) -> one.epoch() >= other.epoch() ? one : other);
            }));
        }
    }

    /** The greatest time of a record that lets time pass. */
    long clock() {
        return clock;
    }

    /** By entity and place in the log. */
    Map<String, TreeMap<Long, Decided>> byEntity() {
        return sample.kept();
    }

    /** The rows of an entity that time has reached. */
    List<SourceRow> rows(String entity, Predicate<Verdict> wanted, long until) {
        return sample.kept().getOrDefault(entity, new TreeMap<>()).values().stream()
                .filter(decided -> wanted.test(decided.verdict()) && decided.row().eventTime() <= until)
                .map(Decided::row)
                .toList();
    }

    /** The offset of the newest row of an entity; -1: none. */
    long newest(String entity) {
        return sample.kept().getOrDefault(entity, new TreeMap<>()).values().stream()
                .mapToLong(Decided::offset)
                .max()
                .orElse(-1);
    }
}
