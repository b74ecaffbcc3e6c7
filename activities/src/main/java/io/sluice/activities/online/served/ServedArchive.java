package io.sluice.activities.online.served;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.online.SlotVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FanoutDataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code served.<view>}: every write that the online store took, once, and every swap of its pointer.
 *
 * <p>Each writer has a position in the table's properties that moves in the commit of its rows, and only from what the writer saw:
 * of two that believe to be the same one, one is refused. Safe for several threads and processes, and beside maintenance.
 */
public final class ServedArchive {
    private static final String POSITION = "sluice.served.";
    private static final int COMMITS = 10;

    private final Lake lake;
    private final String view;

    public ServedArchive(Lake lake, String view) {
        this.lake = requireNonNull(lake, "lake is null");
        this.view = requireNonNull(view, "view is null");
    }

    /** How far a writer is, in its own words; empty before its first append. */
    public Optional<String> position(String writer) {
        return lake.find(TableNames.served(view))
                .map(table -> table.properties().get(POSITION + writer));
    }

    /**
     * Appends rows and moves the writer's position in one commit.
     *
     * @param expected what {@link #position} said; null for nothing
     * @return false when the position is another one: nothing was appended
     */
    public boolean append(List<ServedRow> rows, String writer, @Nullable String expected, String next) {
        FailPoints.hit("served.before-append");
        boolean appended = lake.attempt(() -> {
            List<DataFile> files = write(rows);
            Boolean done = null;
            for (int commit = 1; done == null; commit++) {
                done = commit(files, POSITION + writer, expected, next, commit == COMMITS);
            }
            if (!done) {
                Table table = table();
                CatalogUtil.deleteFiles(
                        table.io(), files.stream().map(DataFile::location).toList(), "refused");
            }
            return done;
        });
        FailPoints.hit("served.after-append");
        return appended;
    }

    /** Null where the table has to be looked at again. */
    private @Nullable Boolean commit(
            List<DataFile> files, String property, @Nullable String expected, String next, boolean last) {
        Table table = table();
        if (!Objects.equals(table.properties().get(property), expected)) {
            return false;
        }
        @Nullable Snapshot base = table.currentSnapshot();
        try {
            Transaction transaction = table.newTransaction();
            AppendFiles append = transaction.newAppend().validateWith(since -> isUntouched(since, base, property));
            files.forEach(append::appendFile);
            append.set(property, next).commit();
            transaction.updateProperties().set(property, next).commit();
            transaction.commitTransaction();
            return true;
        } catch (ValidationException moved) {
            if (last) {
                throw moved;
            }
            return null;
        }
    }

    /** Asked on every base on which the commit is tried: a base that the history no longer shows may hide an append. */
    private static boolean isUntouched(Iterable<Snapshot> ancestors, @Nullable Snapshot base, String property) {
        for (Snapshot ancestor : ancestors) {
            if (base != null && ancestor.snapshotId() == base.snapshotId()) {
                return true;
            }
            if (ancestor.summary().containsKey(property)) {
                return false;
            }
        }
        return base == null;
    }

    private List<DataFile> write(List<ServedRow> rows) {
        Table table = table();
        PartitionKey day = new PartitionKey(table.spec(), table.schema());
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        FanoutDataWriter<Record> writer = new FanoutDataWriter<>(
                new GenericFileWriterFactory.Builder(table)
                        .dataFileFormat(FileFormat.PARQUET)
                        .build(),
                OutputFileFactory.builderFor(table, 0, System.nanoTime())
                        .format(FileFormat.PARQUET)
                        .suffix("served")
                        .build(),
                table.io(),
                TableProperties.WRITE_TARGET_FILE_SIZE_BYTES_DEFAULT);
        try (writer) {
            for (ServedRow row : rows) {
                Record record = ServedColumns.encode(table.schema(), row);
                day.partition(wrapper.wrap(record));
                writer.write(record, table.spec(), day);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.result().dataFiles();
    }

    /** All rows of one version of the view, writes and swaps, in no order; none while there is no table. */
    public List<ServedRow> read(String definitionVersion) {
        return lake.attempt(() -> {
            List<ServedRow> rows = new ArrayList<>();
            scan(
                    Expressions.equal(ServedColumns.DEFINITION, definitionVersion),
                    List.of("*"),
                    record -> rows.add(ServedColumns.decode(record)));
            return rows;
        });
    }

    /** Those of some entities of which a slot's version is archived; only these are held in memory. */
    public Set<String> archived(
            String definitionVersion, long generation, String slot, SlotVersion version, Set<String> entities) {
        Expression write = Expressions.and(
                Expressions.equal(ServedColumns.DEFINITION, definitionVersion),
                Expressions.equal(ServedColumns.GENERATION, generation),
                Expressions.equal(ServedColumns.SLOT, slot),
                Expressions.equal(ServedColumns.MAJOR, version.major()),
                Expressions.equal(ServedColumns.MINOR, version.minor()));
        return lake.attempt(() -> {
            Set<String> archived = new HashSet<>();
            scan(write, List.of(ServedColumns.ENTITY), record -> {
                String entity = (String) record.getField(ServedColumns.ENTITY);
                if (entities.contains(entity)) {
                    archived.add(entity);
                }
            });
            return archived;
        });
    }

    private void scan(Expression filter, List<String> columns, Consumer<Record> visitor) {
        Optional<Table> table = lake.find(TableNames.served(view));
        if (table.isEmpty()) {
            return;
        }
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table.get()).where(filter).select(columns).build()) {
            records.forEach(visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Table table() {
        return lake.loadOrCreate(ServedColumns.layout(view));
    }
}
