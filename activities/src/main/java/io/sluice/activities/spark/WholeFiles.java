package io.sluice.activities.spark;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows of a table at a snapshot that are to be replaced, with all that shares a data file with them: files are replaced whole, so
 * whatever else is in them must be written again. Maintenance may have put rows of any run into one file.
 */
public final class WholeFiles {
    /** The data file that a row is in, a column of {@link #holding}. */
    public static final String FILE = "_data_file";

    private final Table table;
    private final String sparkName;
    private final long snapshot;

    /**
     * @param sparkName the table's name in Spark, with the catalog
     * @param snapshot at which rows are read, and from which on nobody else may have touched their files
     */
    public WholeFiles(Table table, String sparkName, long snapshot) {
        this.table = requireNonNull(table, "table is null");
        this.sparkName = requireNonNull(sparkName, "sparkName is null");
        this.snapshot = snapshot;
    }

    /**
     * All rows of the files that hold a row that is wanted, with {@link #FILE}.
     *
     * @param near prunes what is read; must hold for every row of a file or for none, as a partition value does
     */
    public Dataset<Row> holding(SparkSession session, Column near, Column wanted) {
        Dataset<Row> rows = session.read()
                .option("snapshot-id", snapshot)
                .table(sparkName)
                .filter(near)
                .selectExpr("*", "_file AS " + FILE);
        return rows.filter(col(FILE).isin(locations(rows.filter(wanted)).toArray()));
    }

    /**
     * An overwrite that takes the files of rows away, not committed. Committing it throws a {@link ValidationException} when one of
     * them is no longer the table's or has lost rows: Iceberg by itself ignores the former and brings back the latter.
     */
    public OverwriteFiles without(Dataset<Row> rows) {
        OverwriteFiles overwrite = table.newOverwrite();
        files(locations(rows)).forEach(overwrite::deleteFile);
        return overwrite.validateFromSnapshot(snapshot).validateNoConflictingDeletes();
    }

    private static Set<String> locations(Dataset<Row> rows) {
        return new HashSet<>(
                rows.select(col(FILE)).distinct().as(Encoders.STRING()).collectAsList());
    }

    private List<DataFile> files(Set<String> locations) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().useSnapshot(snapshot).planFiles()) {
            tasks.forEach(task -> {
                if (locations.contains(task.file().location())) {
                    files.add(task.file());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ValidationException.check(
                files.size() == locations.size(),
                "Missing data files of %s: %s of %s were found",
                sparkName,
                files.size(),
                locations.size());
        return files;
    }
}
