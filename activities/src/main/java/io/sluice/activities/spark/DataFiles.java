package io.sluice.activities.spark;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.FileRewriteCoordinator;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * Writes rows as data files of a table without committing them: the caller commits exactly once, through Iceberg's own API,
 * where the commit can be checked for having been done already.
 *
 * <p>Spark's own commit cannot be made idempotent. Files of a try that dies before its commit are orphans, which maintenance
 * removes.
 */
public final class DataFiles {
    private DataFiles() {}

    /**
     * Writes rows; columns are matched by name, a column of the table that the rows lack is NULL.
     *
     * @param table the table, as loaded by the caller
     * @param sparkName its name in Spark, with the catalog
     * @throws SparkJobException when rows cannot be computed or written
     * @return the files, not committed; empty when there were no rows
     */
    public static List<DataFile> write(Dataset<Row> rows, Table table, String sparkName) {
        String fileSet = UUID.randomUUID().toString();
        FileRewriteCoordinator coordinator = FileRewriteCoordinator.get();
        try {
            complete(rows, table)
                    .writeTo(sparkName)
                    .option(SparkWriteOptions.REWRITTEN_FILE_SCAN_TASK_SET_ID, fileSet)
                    .option(SparkWriteOptions.FANOUT_ENABLED, "true")
                    .option(SparkWriteOptions.DISTRIBUTION_MODE, "none")
                    .append();
            return List.copyOf(files(coordinator, table, fileSet));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Declared by nobody: Scala throws Spark's checked exceptions as it likes.
            throw new SparkJobException(e);
        } finally {
            coordinator.clearRewrite(table, fileSet);
        }
    }

    private static Dataset<Row> complete(Dataset<Row> rows, Table table) {
        Set<String> present = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        present.addAll(List.of(rows.columns()));
        Dataset<Row> complete = rows;
        for (StructField field : SparkSchemaUtil.convert(table.schema()).fields()) {
            if (!present.contains(field.name())) {
                complete = complete.withColumn(field.name(), functions.lit(null).cast(field.dataType()));
            }
        }
        return complete;
    }

    @SuppressWarnings("unchecked") // the coordinator's signature is raw in its byte code
    private static Set<DataFile> files(FileRewriteCoordinator coordinator, Table table, String fileSet) {
        return coordinator.fetchSetIds(table).contains(fileSet) ? coordinator.fetchNewFiles(table, fileSet) : Set.of();
    }
}
