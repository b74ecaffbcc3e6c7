package io.sluice.activities.table;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * An append-only table whose rows are records: one column per component, in snake case.
 *
 * <p>Components are String, long, int, double, boolean, Instant or List of String; those marked nullable may be absent. Each
 * append has a key and happens once, whoever repeats it, at once or later. Safe for several processes.
 *
 * @param <R> the class of the rows
 */
public final class RecordTable<R extends Record> {
    /** The column that keeps the key, for when the snapshot that had it is gone. */
    private static final String KEY = "sluice_key";

    private final Lake lake;
    private final TableLayout layout;
    private final RecordCodec<R> codec;

    public RecordTable(Lake lake, TableIdentifier name, Class<R> type) {
        this.lake = requireNonNull(lake, "lake is null");
        this.layout = new TableLayout(name, RecordColumns.schema(type, KEY), PartitionSpec.unpartitioned(), Map.of());
        this.codec = new RecordCodec<>(type);
    }

    /**
     * Appends rows in one commit unless this key was appended before.
     *
     * @return false when it was
     */
    public boolean append(String key, List<R> rows) {
        requireNonNull(key, "key is null");
        return lake.attempt(() -> {
            Table table = lake.loadOrCreate(layout);
            return !rows.isEmpty() && !contains(table, key) && commit(table, key, rows);
        });
    }

    /** Whether a key was appended. */
    public boolean contains(String key) {
        return lake.find(layout.name())
                .map(table -> lake.attempt(() -> contains(table, key)))
                .orElse(false);
    }

    /** All rows, in no particular order. */
    public List<R> scan() {
        return scan(Expressions.alwaysTrue());
    }

    /** The rows that fit a filter on columns, in no particular order; none while there is no table. */
    public List<R> scan(Expression filter) {
        Optional<Table> table = lake.find(layout.name());
        return table.isEmpty() ? List.of() : lake.attempt(() -> read(table.get(), filter));
    }

    /**
     * The rows of the newest files that fit a filter, in no particular order. The history of a table outgrows what a person
     * wants to see; each append is a file.
     *
     * @param time the column of instants by which files are newest
     * @param files at most; files as old as the oldest of them come along
     */
    public List<R> newest(String time, int files, Expression filter) {
        Optional<Table> table = lake.find(layout.name());
        return table.isEmpty()
                ? List.of()
                : lake.attempt(() ->
                        read(table.get(), Expressions.and(NewestFiles.since(table.get(), time, files), filter)));
    }

    /** The current snapshot's id, empty while nothing was written. */
    public Optional<Long> snapshotId() {
        return lake.find(layout.name()).map(Table::currentSnapshot).map(Snapshot::snapshotId);
    }

    private List<R> read(Table table, Expression filter) {
        List<R> rows = new ArrayList<>();
        try (CloseableIterable<org.apache.iceberg.data.Record> scan =
                IcebergGenerics.read(table).where(filter).build()) {
            scan.forEach(row -> rows.add(codec.decode(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private boolean commit(Table table, String key, List<R> rows) {
        AppendFiles append = table.newAppend()
                .set(SummaryKeys.KEY, key)
                .validateWith(ancestors -> !hasKey(ancestors, key))
                .appendFile(write(table, key, rows));
        String point = layout.name().name();
        FailPoints.hit(point + ".before-append");
        try {
            append.commit();
        } catch (ValidationException refused) {
            table.refresh();
            if (hasKey(SnapshotUtil.currentAncestors(table), key)) {
                return false;
            }
            throw refused;
        }
        FailPoints.hit(point + ".after-append");
        return true;
    }

    private DataFile write(Table table, String key, List<R> rows) {
        DataWriter<org.apache.iceberg.data.Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 0, System.nanoTime())
                                .format(FileFormat.PARQUET)
                                .build()
                                .newOutputFile(),
                        table.spec(),
                        null);
        Schema schema = table.schema();
        try (writer) {
            for (R row : rows) {
                org.apache.iceberg.data.Record encoded = codec.encode(row, schema);
                encoded.setField(KEY, key);
                writer.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toDataFile();
    }

    private static boolean contains(Table table, String key) {
        return hasKey(SnapshotUtil.currentAncestors(table), key) || (isShortened(table) && hasRow(table, key));
    }

    private static boolean hasKey(Iterable<Snapshot> ancestors, String key) {
        for (Snapshot ancestor : ancestors) {
            if (key.equals(ancestor.summary().get(SummaryKeys.KEY))) {
                return true;
            }
        }
        return false;
    }

    /** Whether maintenance removed the beginning of the history. */
    private static boolean isShortened(Table table) {
        Snapshot oldest = SnapshotUtil.oldestAncestor(table);
        return oldest != null && oldest.parentId() != null;
    }

    private static boolean hasRow(Table table, String key) {
        try (CloseableIterable<org.apache.iceberg.data.Record> rows =
                IcebergGenerics.read(table).where(Expressions.equal(KEY, key)).build()) {
            Iterator<org.apache.iceberg.data.Record> found = rows.iterator();
            return found.hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
