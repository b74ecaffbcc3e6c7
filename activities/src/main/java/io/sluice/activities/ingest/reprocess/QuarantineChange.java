package io.sluice.activities.ingest.reprocess;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeUnavailableException;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.spark.DataFiles;
import io.sluice.activities.spark.WholeFiles;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rewrites quarantined rows, in two steps: the new files are staged before the candidate, and become the table's when the candidate has
 * been published. A change that is never published is never seen. Decision 088.
 */
final class QuarantineChange {
    private static final String STAGED = "reprocess/";
    /** Names a quarantined row, wherever maintenance has put it. */
    private static final List<String> ROW = List.of(
            SystemColumns.PARTITION,
            SystemColumns.RUN,
            SystemColumns.ATTEMPT,
            LandingColumns.DELIVERY,
            LandingColumns.FILE,
            LandingColumns.POSITION);

    private static final List<String> MARKS =
            List.of("_released_as", OpenRows.RELEASED_RUN, "_released_attempt", "_released_at");

    private final Lake lake;
    private final TableIdentifier name;
    private final String sparkName;

    /** @param source the source's name */
    QuarantineChange(Lake lake, String source) {
        this.lake = lake;
        this.name = TableNames.quarantine(source);
        this.sparkName = Lake.CATALOG + "." + name;
    }

    /**
     * Writes the rows anew beside those that are there.
     *
     * @param before {@link OpenRows#rows}
     * @param after the same rows as they shall be
     * @return the id of the staged snapshot
     * @throws LakeUnavailableException when their files changed since they were read; nothing is staged, and a retry reads them again
     */
    long stage(OpenRows open, Dataset<Row> before, Dataset<Row> after) {
        Table table = lake.load(name);
        String key = STAGED + UUID.randomUUID();
        FailPoints.hit("reprocess.before-stage");
        try {
            OverwriteFiles overwrite = new WholeFiles(table, sparkName, open.quarantine()).without(before);
            DataFiles.write(after.drop(WholeFiles.FILE), table, sparkName).forEach(overwrite::addFile);
            overwrite.stageOnly().set(SummaryKeys.KEY, key).commit();
        } catch (ValidationException changed) {
            throw new LakeUnavailableException(
                    "%s was rewritten while its rows were judged; they are judged again".formatted(name), changed);
        }
        FailPoints.hit("reprocess.after-stage");
        table.refresh();
        for (Snapshot snapshot : table.snapshots()) {
            if (key.equals(snapshot.summary().get(SummaryKeys.KEY))) {
                return snapshot.snapshotId();
            }
        }
        throw new IllegalStateException("Lost snapshot " + key);
    }

    /** The ids of the changes that are staged and not made, those among them whose candidates were never published. */
    Set<String> unsettled() {
        Set<String> staged = new HashSet<>();
        lake.find(name).ifPresent(table -> {
            for (Snapshot snapshot : table.snapshots()) {
                if (snapshot.summary().getOrDefault(SummaryKeys.KEY, "").startsWith(STAGED)) {
                    staged.add(String.valueOf(snapshot.snapshotId()));
                }
            }
            for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
                staged.remove(snapshot.summary().getOrDefault(SummaryKeys.SETTLES, ""));
            }
        });
        return staged;
    }

    /**
     * Makes a staged change: by its files, or where maintenance has rewritten those that they replace, row by row on what is there now.
     * One that is made already, or that maintenance has removed, changes nothing.
     *
     * @throws LakeUnavailableException when others rewrite the table again and again; a retry helps
     */
    void settle(SparkSession session, long staged) {
        if (!unsettled().contains(String.valueOf(staged))) {
            return;
        }
        Table table = lake.load(name);
        if (!commit(ofFiles(table, staged), table, staged) && !commit(ofRows(session, table, staged), table, staged)) {
            throw new LakeUnavailableException(
                    "%s was rewritten while rows left it; it is tried again".formatted(name));
        }
    }

    /** False when files are no longer there as they were; nothing has changed then. */
    private static boolean commit(OverwriteFiles overwrite, Table table, long staged) {
        FailPoints.hit("reprocess.before-settle");
        try {
            overwrite
                    .set(SummaryKeys.SETTLES, String.valueOf(staged))
                    .validateWith(ancestors -> !settled(ancestors, staged))
                    .commit();
        } catch (ValidationException refused) {
            table.refresh();
            return settled(SnapshotUtil.currentAncestors(table), staged);
        }
        FailPoints.hit("reprocess.after-settle");
        return true;
    }

    private static OverwriteFiles ofFiles(Table table, long staged) {
        Snapshot change = table.snapshot(staged);
        SnapshotChanges changes =
                SnapshotChanges.builderFor(table).snapshot(change).build();
        OverwriteFiles overwrite = table.newOverwrite().validateFromSnapshot(change.parentId());
        changes.removedDataFiles().forEach(overwrite::deleteFile);
        changes.addedDataFiles().forEach(overwrite::addFile);
        return overwrite.validateNoConflictingDeletes();
    }

    /** Rows that have gone since stay away, rows that have left since keep their marks, and reasons are those of the table. */
    private OverwriteFiles ofRows(SparkSession session, Table table, long staged) {
        WholeFiles files =
                new WholeFiles(table, sparkName, table.currentSnapshot().snapshotId());
        Dataset<Row> leaving = leaving(session, table, staged);
        List<String> partitions = leaving.select(SystemColumns.PARTITION)
                .distinct()
                .as(Encoders.STRING())
                .collectAsList();
        // a row may be there twice, from before decision 088: joined as it is, there would be four
        Dataset<Row> marks = leaving.dropDuplicates(ROW.toArray(String[]::new))
                .select(Stream.concat(ROW.stream(), MARKS.stream())
                        .map(each -> col(each).as("_m" + each))
                        .toArray(Column[]::new));
        Dataset<Row> rows = files.holding(
                session,
                col(SystemColumns.PARTITION).isin(partitions.toArray()),
                col(OpenRows.RELEASED_RUN).isNull());
        Column same = ROW.stream()
                .map(each -> col(each).equalTo(col("_m" + each)))
                .reduce(col(OpenRows.RELEASED_RUN).isNull(), Column::and);
        Dataset<Row> after = rows.join(marks, same, "left_outer");
        for (String mark : MARKS) {
            after = after.withColumn(mark, coalesce(col(mark), col("_m" + mark)));
        }
        OverwriteFiles overwrite = files.without(rows);
        Dataset<Row> written = after.drop(marks.columns()).drop(WholeFiles.FILE);
        DataFiles.write(written, table, sparkName).forEach(overwrite::addFile);
        return overwrite;
    }

    /** Rows of the staged files that have left quarantine there. */
    private Dataset<Row> leaving(SparkSession session, Table table, long staged) {
        List<String> added = new ArrayList<>();
        SnapshotChanges.builderFor(table)
                .snapshot(table.snapshot(staged))
                .build()
                .addedDataFiles()
                .forEach(file -> added.add(file.location()));
        return session.read()
                .option("snapshot-id", staged)
                .table(sparkName)
                .filter(col("_file").isin(added.toArray()))
                .filter(col(OpenRows.RELEASED_RUN).isNotNull());
    }

    private static boolean settled(Iterable<Snapshot> ancestors, long staged) {
        for (Snapshot snapshot : ancestors) {
            if (String.valueOf(staged).equals(snapshot.summary().get(SummaryKeys.SETTLES))) {
                return true;
            }
        }
        return false;
    }
}
