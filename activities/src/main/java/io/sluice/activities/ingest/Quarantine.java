package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.ingest.StagingColumns.Status;
import io.sluice.activities.ingest.rule.GateRowRules;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeUnavailableException;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.WholeFiles;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.workflows.ingest.StageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
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
        boolean done = earlier.isEmpty() ? refused == 0 : content.equals(contentOf(earlier));
        if (!done) {
            commit(table, earlier.orElse(null), content, refused(decided, rules));
        }
    }

    private void commit(Table table, @Nullable Snapshot earlier, String content, Dataset<Row> refused) {
        String sparkName = Lake.CATALOG + "." + TableNames.quarantine(source.name());
        OverwriteFiles overwrite = table.newOverwrite();
        Dataset<Row> rows = refused;
        if (earlier != null) {
            WholeFiles files =
                    new WholeFiles(table, sparkName, table.currentSnapshot().snapshotId());
            Column partition = col(SystemColumns.PARTITION).equalTo(request.partition());
            Dataset<Row> there = files.holding(refused.sparkSession(), partition, partition.and(isOurs()));
            overwrite = files.without(there);
            rows = refused.unionByName(there.filter(not(isOurs())).drop(WholeFiles.FILE), true);
        }
        DataFiles.write(rows, table, sparkName).forEach(overwrite::addFile);
        overwrite
                .set(SummaryKeys.KEY, key)
                .set(CONTENT, content)
                .set(SummaryKeys.RUN, request.run())
                .set(SummaryKeys.ATTEMPT, String.valueOf(request.attempt()))
                .set(SummaryKeys.PARTITION, request.partition())
                .validateWith(ancestors -> newest(ancestors)
                        .map(Snapshot::snapshotId)
                        .equals(Optional.ofNullable(earlier).map(Snapshot::snapshotId)));
        FailPoints.hit("quarantine.before-commit");
        commit(table, overwrite, content);
        FailPoints.hit("quarantine.after-commit");
    }

    /** @throws LakeUnavailableException when the table changed otherwise than by another try that wrote the same rows */
    private void commit(Table table, OverwriteFiles overwrite, String content) {
        lake.attempt(() -> {
            try {
                overwrite.commit();
            } catch (ValidationException changed) {
                table.refresh();
                if (!content.equals(contentOf(newest(SnapshotUtil.currentAncestors(table))))) {
                    throw new LakeUnavailableException(
                            "%s was rewritten while rows were set aside; it is tried again".formatted(table.name()),
                            changed);
                }
            }
            return key;
        });
    }

    private Column isOurs() {
        return col(SystemColumns.RUN)
                .equalTo(request.run())
                .and(col(SystemColumns.ATTEMPT).equalTo(request.attempt()));
    }

    private static String contentOf(Optional<Snapshot> snapshot) {
        return snapshot.map(each -> each.summary().getOrDefault(CONTENT, "")).orElse("");
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
