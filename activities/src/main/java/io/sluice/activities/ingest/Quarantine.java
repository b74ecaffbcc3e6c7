package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.ingest.StageRequest;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code quarantine.<source>}: written before the candidate, at most once per run and attempt. */
final class Quarantine {
    private final Lake lake;
    private final Source source;

    Quarantine(Lake lake, Source source) {
        this.lake = lake;
        this.source = source;
    }

    void write(Dataset<Row> decided, GateRowRules rules, StageRequest request) {
        Table table = lake.loadOrCreate(TableLayouts.quarantine(source));
        String key = SummaryKeys.wapId(request.run(), request.attempt());
        if (!isNew(table.snapshots(), key)) {
            return;
        }
        AppendFiles append = table.newAppend()
                .set(SummaryKeys.KEY, key)
                .set(SummaryKeys.RUN, request.run())
                .set(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()))
                .set(SummaryKeys.PARTITION, request.partition())
                .validateWith(ancestors -> isNew(ancestors, key));
        DataFiles.write(refused(decided, rules, request), table, Lake.CATALOG + ".quarantine." + source.name())
                .forEach(append::appendFile);
        FailPoints.hit("quarantine.before-commit");
        commit(append);
        FailPoints.hit("quarantine.after-commit");
    }

    private void commit(AppendFiles append) {
        lake.attempt(() -> {
            try {
                append.commit();
            } catch (ValidationException anotherTryWasFaster) {
                // The same rows of the same delivery: nothing is missing and nothing may be there twice.
            }
            return source.name();
        });
    }

    private static boolean isNew(Iterable<Snapshot> snapshots, String key) {
        for (Snapshot snapshot : snapshots) {
            if (key.equals(snapshot.summary().get(SummaryKeys.KEY))) {
                return false;
            }
        }
        return true;
    }

    private static Dataset<Row> refused(Dataset<Row> decided, GateRowRules rules, StageRequest request) {
        return decided.filter(col(StagingColumns.STATUS).equalTo(Status.REFUSED.name()))
                .withColumn(StagingColumns.SEVERITY, rules.severity())
                .withColumn(StagingColumns.REASON, rules.reason())
                .withColumn(
                        StagingColumns.ROW, to_json(col(StagingColumns.RECEIVED), Map.of("ignoreNullFields", "false")))
                .withColumn(LandingColumns.DELIVERY, lit(request.landed().deliveryId()))
                .withColumn(SystemColumns.PARTITION, lit(request.partition()))
                .withColumn(SystemColumns.RUN, lit(request.run()))
                .withColumn(SystemColumns.ATTEMPT, lit(request.attempt()))
                .drop(
                        StagingColumns.RECEIVED,
                        StagingColumns.UNFIT,
                        StagingColumns.CONTENT,
                        StagingColumns.STATUS,
                        StagingColumns.REASONS,
                        LandingColumns.CORRUPT);
    }
}
