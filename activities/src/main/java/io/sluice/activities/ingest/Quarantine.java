package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.ingest.StageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * {@code quarantine.<source>}: written before the candidate, once per run and attempt. When the gate changed between two tries of
 * an attempt, the rows of the later try replace those of the earlier: rows are in quarantine or staged, never both or neither.
 */
final class Quarantine {
    private static final String CONTENT = "sluice.content";

    private final Lake lake;
    private final Source source;
    private final StageRequest request;
    private final String key;

    Quarantine(Lake lake, Source source, StageRequest request) {
        this.lake = lake;
        this.source = source;
        this.request = request;
        this.key = SummaryKeys.wapId(request.run(), request.attempt());
    }

    /**
     * Writes the refused rows; none is an answer, too, that replaces what an earlier try wrote.
     *
     * @param parts what the rows are a function of
     */
    void write(Dataset<Row> decided, GateRowRules rules, List<String> parts, long refused) {
        Table table = lake.loadOrCreate(TableLayouts.quarantine(source));
        String content = Sha256.of(parts);
        Optional<Snapshot> earlier = newest(SnapshotUtil.currentAncestors(table));
        boolean done = earlier.map(snapshot -> content.equals(snapshot.summary().get(CONTENT)))
                .orElse(refused == 0);
        if (!done) {
            commit(table, earlier.orElse(null), content, refused(decided, rules));
        }
    }

    private void commit(Table table, @Nullable Snapshot earlier, String content, Dataset<Row> rows) {
        OverwriteFiles overwrite = table.newOverwrite()
                .set(SummaryKeys.KEY, key)
                .set(CONTENT, content)
                .set(SummaryKeys.RUN, request.run())
                .set(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()))
                .set(SummaryKeys.PARTITION, request.partition())
                .validateWith(ancestors -> newest(ancestors)
                        .map(Snapshot::snapshotId)
                        .equals(Optional.ofNullable(earlier).map(Snapshot::snapshotId)));
        if (earlier != null) {
            added(table, earlier).forEach(overwrite::deleteFile);
        }
        DataFiles.write(rows, table, Lake.CATALOG + ".quarantine." + source.name())
                .forEach(overwrite::addFile);
        FailPoints.hit("quarantine.before-commit");
        lake.attempt(() -> {
            try {
                overwrite.commit();
            } catch (ValidationException anotherTryWasFaster) {
                // The same rows of the same delivery: nothing is missing and nothing may be there twice.
            }
            return key;
        });
        FailPoints.hit("quarantine.after-commit");
    }

    private static Iterable<DataFile> added(Table table, Snapshot snapshot) {
        return SnapshotChanges.builderFor(table).snapshot(snapshot).build().addedDataFiles();
    }

    /** The last commit of this run and attempt; snapshots come newest first. */
    private Optional<Snapshot> newest(Iterable<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            if (key.equals(snapshot.summary().get(SummaryKeys.KEY))) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    private Dataset<Row> refused(Dataset<Row> decided, GateRowRules rules) {
        return decided.filter(col(StagingColumns.STATUS).equalTo(Status.REFUSED.name()))
                .withColumn(StagingColumns.SEVERITY, rules.severity())
                .withColumn(StagingColumns.REASON, rules.reason())
                .withColumn(
                        StagingColumns.ROW, to_json(col(StagingColumns.RECEIVED), Map.of("ignoreNullFields", "false")))
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
