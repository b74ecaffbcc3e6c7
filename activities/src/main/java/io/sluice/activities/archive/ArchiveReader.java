package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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

    /** All records, by offset. */
    public void forEach(Consumer<ArchivedRecord> visitor) {
        for (long from = 0; from < next; from += PORTION) {
            read(Expressions.and(
                            Expressions.greaterThanOrEqual(ArchiveColumns.LOG_OFFSET, from),
                            Expressions.lessThan(ArchiveColumns.LOG_OFFSET, from + PORTION)))
                    .forEach(visitor);
        }
    }

    private List<ArchivedRecord> read(Expression filter) {
        List<ArchivedRecord> records = new ArrayList<>();
        scan(filter, List.of("*"), row -> records.add(rows.decode(row)));
        records.sort(Comparator.comparingLong(ArchivedRecord::offset));
        return records;
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
