package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the log as {@code events.<source>} had it when this was opened: the same records in the same order as often as
 * it is read, whatever is appended or compacted meanwhile. Memory is bounded: offsets are read in portions.
 */
public final class ArchiveReader {
    private static final long PORTION = 100_000;

    private final int partition;
    private final @Nullable Table table;
    private final @Nullable Snapshot snapshot;
    private final long next;
    private final ArchiveRows rows;

    private ArchiveReader(int partition, @Nullable Table table, long next, ArchiveRows rows) {
        this.partition = partition;
        this.table = table;
        this.snapshot = table == null ? null : table.currentSnapshot();
        this.next = next;
        this.rows = rows;
    }

    /**
     * Opens the archive of a partition; one that was never written is empty.
     *
     * @throws BrokenArchiveException when it is no longer known for sure how far it goes
     */
    public static ArchiveReader open(Lake lake, Source source, int partition) {
        requireNonNull(source, "source is null");
        return lake.attempt(() -> {
            Table table = lake.find(TableNames.events(source.name())).orElse(null);
            return table == null
                    ? new ArchiveReader(
                            partition,
                            null,
                            0,
                            new ArchiveRows(source, ArchiveLayout.of(source).schema()))
                    : new ArchiveReader(
                            partition,
                            table,
                            ArchiveOffsets.begin(table, partition),
                            new ArchiveRows(source, table.schema()));
        });
    }

    /** The first offset that is not archived; all before it are, as far as there is a record. */
    public long next() {
        return next;
    }

    /** Sees of each record that an incarnation decided again which one it was and which place it decided, in no order. */
    public void decidedAgain(DecidedAgain visitor) {
        scan(
                Expressions.notNull(ArchiveColumns.DECIDES),
                List.of(
                        ArchiveColumns.LOG_PARTITION,
                        ArchiveColumns.LOG_OFFSET,
                        ArchiveColumns.EPOCH,
                        ArchiveColumns.DECIDES),
                row -> visitor.take(
                        (Long) row.getField(ArchiveColumns.EPOCH), (Long) row.getField(ArchiveColumns.DECIDES)));
    }

    /** Takes what is said of one record: there may be very many. */
    public interface DecidedAgain {
        /**
         * Takes one.
         *
         * @param epoch the incarnation that decided it again
         * @param place the offset at which it was decided first
         */
        void take(long epoch, long place);
    }

    /**
     * The records with event times from one instant to another, both counted, in no order; one by one, so memory is that of one.
     *
     * @param earliest epoch milliseconds
     * @param latest epoch milliseconds
     */
    public void between(long earliest, long latest, Consumer<ArchivedRecord> visitor) {
        visit(
                Expressions.and(
                        Expressions.greaterThanOrEqual(SystemColumns.EVENT_TIME, micros(earliest)),
                        Expressions.lessThanOrEqual(SystemColumns.EVENT_TIME, micros(latest))),
                visitor);
    }

    /** What corrections brought back, from an offset on, in no order; one by one. */
    public void admitted(long from, Consumer<ArchivedRecord> visitor) {
        visit(
                Expressions.and(
                        Expressions.equal(ArchiveColumns.KIND, Stamped.Kind.ADMIT.name()),
                        Expressions.greaterThanOrEqual(ArchiveColumns.LOG_OFFSET, from)),
                visitor);
    }

    /** The records with a verdict, from an offset on, by offset, until a visitor wants no more. */
    public void withVerdict(Verdict verdict, long from, Predicate<ArchivedRecord> visitor) {
        for (long begin = from; begin < next; begin += PORTION) {
            List<ArchivedRecord> records = read(Expressions.and(
                    Expressions.equal(ArchiveColumns.VERDICT, verdict.name()), offsets(begin, begin + PORTION)));
            for (ArchivedRecord record : records) {
                if (!visitor.test(record)) {
                    return;
                }
            }
        }
    }

    /** All records, by offset. */
    public void forEach(Consumer<ArchivedRecord> visitor) {
        for (long from = 0; from < next; from += PORTION) {
            read(offsets(from, from + PORTION)).forEach(visitor);
        }
    }

    private static Expression offsets(long from, long to) {
        return Expressions.and(
                Expressions.greaterThanOrEqual(ArchiveColumns.LOG_OFFSET, from),
                Expressions.lessThan(ArchiveColumns.LOG_OFFSET, to));
    }

    private static long micros(long millis) {
        return Math.multiplyExact(millis, 1_000L);
    }

    private List<ArchivedRecord> read(Expression filter) {
        List<ArchivedRecord> records = new ArrayList<>();
        visit(filter, records::add);
        records.sort(Comparator.comparingLong(ArchivedRecord::offset));
        return records;
    }

    private void visit(Expression filter, Consumer<ArchivedRecord> visitor) {
        scan(filter, List.of("*"), row -> visitor.accept(rows.decode(row)));
    }

    private void scan(Expression filter, List<String> columns, Consumer<Record> visitor) {
        if (table == null || snapshot == null) {
            return;
        }
        Expression of = Expressions.equal(ArchiveColumns.LOG_PARTITION, partition);
        try (CloseableIterable<Record> read = IcebergGenerics.read(table)
                .useSnapshot(snapshot.snapshotId())
                .where(Expressions.and(of, Expressions.and(filter, before())))
                .select(columns)
                .build()) {
            read.forEach(visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Expression before() {
        return Expressions.lessThan(ArchiveColumns.LOG_OFFSET, next);
    }
}
