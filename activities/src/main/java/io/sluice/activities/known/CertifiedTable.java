package io.sluice.activities.known;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.known.KnownTable;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Certified rows of a table: those of its main branch, which only holds what crossed a gate. */
record CertifiedTable(Lake lake, SparkSession session) {
    /** The columns that people declared; {@code name} or {@code name@snapshot}. Empty when nothing was published. */
    Optional<KnownTable> rows(String name) {
        String table = name.split("@", 2)[0];
        requireCertified(name, table);
        return snapshot(name)
                .map(id -> new KnownTable(
                        at(table, id)
                                .drop(
                                        SystemColumns.PARTITION,
                                        SystemColumns.EVENT_TIME,
                                        SystemColumns.EVENT_ID,
                                        SystemColumns.RUN,
                                        SystemColumns.ATTEMPT),
                        table + "@" + id));
    }

    /** The same with our columns. */
    Optional<Dataset<Row>> all(String name) {
        String table = name.split("@", 2)[0];
        requireCertified(name, table);
        return snapshot(name).map(id -> at(table, id));
    }

    private Dataset<Row> at(String table, long snapshot) {
        return session.read().option("snapshot-id", snapshot).table(Lake.CATALOG + "." + table);
    }

    private static void requireCertified(String name, String table) {
        if (!table.startsWith("trusted.") && !table.startsWith("views.")) {
            throw new NotEvaluatedException(name + " is no table of certified rows, such as trusted.users");
        }
    }

    /** The pinned snapshot, or the one that is published now. */
    Optional<Long> snapshot(String name) {
        String[] parts = name.split("@", 2);
        Optional<Table> table = lake.find(TableNames.parse(parts[0]));
        if (parts.length == 1) {
            return table.map(Table::currentSnapshot).map(Snapshot::snapshotId);
        }
        if (!parts[1].matches("\\d{1,19}")) {
            throw new NotEvaluatedException(name + " names no snapshot: " + parts[1] + " is not a number");
        }
        return table.map(found -> found.snapshot(Long.parseLong(parts[1]))).map(Snapshot::snapshotId);
    }
}
