package io.sluice.activities.training.write;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.IcebergTypes;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.training.labels.LabelFault;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table {@code training.<name>}: each build is a snapshot that replaces all rows and has a tag, in one commit. Builds before
 * it are read at their tags.
 */
public final class TrainingTable {
    private static final String MANIFEST = "sluice.manifest";

    private final Lake lake;
    private final String set;
    private final TableIdentifier name;

    public TrainingTable(Lake lake, String set) {
        this.lake = lake;
        this.set = set;
        this.name = TableIdentifier.of("training", set);
    }

    /** {@code training.<name>}. */
    public TableIdentifier name() {
        return name;
    }

    /** What a run has built already. */
    public Optional<Built> find(String run) {
        return lake.find(name).flatMap(table -> {
            for (Snapshot snapshot : table.snapshots()) {
                if (run.equals(snapshot.summary().get(SummaryKeys.RUN))) {
                    return tag(table, snapshot.snapshotId())
                            .map(tag -> new Built(
                                    tag,
                                    String.valueOf(snapshot.snapshotId()),
                                    snapshot.summary().getOrDefault(MANIFEST, "{}")));
                }
            }
            return Optional.empty();
        });
    }

    private static Optional<String> tag(Table table, long snapshotId) {
        return table.refs().entrySet().stream()
                .filter(ref -> ref.getValue().isTag() && ref.getValue().snapshotId() == snapshotId)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Refuses columns that the table does not have: what was built under a name keeps its columns.
     *
     * @param identifying columns of which metadata is to keep no bounds
     */
    public void prepare(List<Column> columns, Set<String> identifying) {
        Map<String, String> properties = new LinkedHashMap<>();
        identifying.forEach(column -> properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "none"));
        TableLayout layout =
                new TableLayout(name, IcebergTypes.schema(columns), PartitionSpec.unpartitioned(), properties);
        Optional<Table> existing = lake.find(name);
        String wanted = text(plain(layout));
        String present = existing.map(
                        table -> text(IcebergTypes.columns(table.schema().columns())))
                .orElse(wanted);
        if (!present.equals(wanted)) {
            throw LabelFault.input(
                    set,
                    "%s has other columns: it has %s, and this one would have %s; choose another name"
                            .formatted(name, present, wanted));
        }
        lake.loadOrCreate(layout);
    }

    /** As the table will say it: Iceberg knows no vectors. */
    private static List<Column> plain(TableLayout layout) {
        return IcebergTypes.columns(layout.schema().columns());
    }

    private static String text(List<Column> columns) {
        return columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    /** Writes files of all rows; nobody reads them before {@link #commit}. */
    public Written write(Dataset<Row> rows, List<Column> columns) {
        Table table = lake.load(name);
        Tally tally = Tally.of(rows);
        List<DataFile> files = DataFiles.write(tally.counting(rows), table, Lake.CATALOG + "." + name);
        Part part = tally.value();
        long inFiles = files.stream().mapToLong(DataFile::recordCount).sum();
        if (inFiles != part.rows()) {
            throw new IllegalStateException(
                    "Invalid files of %s: they hold %d rows, %d were written".formatted(name, inFiles, part.rows()));
        }
        Map<String, Long> nulls = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            nulls.put(columns.get(i).name(), part.nulls(i));
        }
        String hash = Sha256.of(List.of(text(columns), String.valueOf(part.rows()), part.sum()));
        return new Written(files, part.rows(), columns, nulls, hash);
    }

    /** Makes the files the table's rows and tags them, in one commit. */
    public Built commit(String run, Written written, Function<String, String> manifest) {
        FailPoints.hit("training.before-commit");
        Built built = lake.attempt(() -> {
            Table table = lake.load(name);
            String tag = "%s-%06d".formatted(set, 1 + newest(table));
            String text = manifest.apply(tag);
            Transaction transaction = table.newTransaction();
            OverwriteFiles overwrite = transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
            written.files().forEach(overwrite::addFile);
            overwrite.set(SummaryKeys.RUN, run).set(SummaryKeys.ROWS, String.valueOf(written.rows()));
            overwrite.set(MANIFEST, text).commit();
            long snapshot = transaction.table().currentSnapshot().snapshotId();
            transaction.manageSnapshots().createTag(tag, snapshot).commit();
            transaction.commitTransaction();
            return new Built(tag, String.valueOf(snapshot), text);
        });
        FailPoints.hit("training.after-commit");
        return built;
    }

    private int newest(Table table) {
        String tag = set + "-\\d{6,9}";
        return table.refs().entrySet().stream()
                .filter(ref -> isTag(ref.getValue()) && ref.getKey().matches(tag))
                .mapToInt(ref -> Integer.parseInt(ref.getKey().substring(set.length() + 1)))
                .max()
                .orElse(0);
    }

    private static boolean isTag(SnapshotRef ref) {
        return ref.isTag();
    }
}
