package io.sluice.activities.gate.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows and the facts of one staged snapshot: only what it replaces is audited, not what was there before. */
final class AuditedSnapshot {
    /** Event time and id stay: they order the rows. */
    private static final List<String> OURS = List.of(SystemColumns.PARTITION, SystemColumns.RUN, SystemColumns.ATTEMPT);

    private final AuditRequest request;
    private final Table table;
    private final Map<String, String> summary;

    AuditedSnapshot(Lake lake, AuditRequest request) {
        this.request = request;
        this.table = lake.load(TableNames.parse(request.dataset()));
        this.summary = summary(table, request);
    }

    private static Map<String, String> summary(Table table, AuditRequest request) {
        Snapshot snapshot = table.snapshot(Long.parseLong(request.snapshotId()));
        if (snapshot == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Cannot audit snapshot " + request.snapshotId() + " of " + request.dataset()
                            + ": the table does not have it any more. Start the run again, so that it is staged again",
                    FailureTypes.STALE_CANDIDATE);
        }
        return snapshot.summary();
    }

    StagedFacts facts() {
        return StagedFacts.of(summary);
    }

    /** The run that staged the snapshot; empty when its summary does not say. */
    String run() {
        return summary.getOrDefault(SummaryKeys.RUN, "");
    }

    /** The properties that the snapshot was staged with. */
    Map<String, String> summary() {
        return summary;
    }

    /** Columns whose values identify somebody: the table keeps no bounds of them either. */
    Set<String> identifying() {
        String prefix = TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX;
        return table.properties().entrySet().stream()
                .filter(property -> property.getKey().startsWith(prefix)
                        && property.getValue().equals("none"))
                .map(property -> property.getKey().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    boolean isView() {
        return request.dataset().startsWith("views.");
    }

    /** The rows with the columns that people declared. */
    Dataset<Row> rows(SparkSession session) {
        return session.read()
                .option("snapshot-id", request.snapshotId())
                .table(Lake.CATALOG + "." + request.dataset())
                .filter(isView() ? days() : col(SystemColumns.PARTITION).equalTo(request.partition()))
                .drop(OURS.toArray(String[]::new));
    }

    private Column days() {
        String[] range = request.partition().split("\\.\\.", 2);
        return col(TableLayouts.DAY)
                .geq(to_date(lit(range[0])))
                .and(col(TableLayouts.DAY).leq(to_date(lit(range[range.length - 1]))));
    }
}
