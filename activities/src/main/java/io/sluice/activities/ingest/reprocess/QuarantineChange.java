package io.sluice.activities.ingest.reprocess;

import static org.apache.spark.sql.functions.col;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.DataFiles;
import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Rewrites quarantined rows, in two steps: the new files are staged before the candidate, and become the table's when the candidate has
 * been published. A change that is never published is never seen.
 */
final class QuarantineChange {
    /** The data file that a quarantined row is in. */
    static final String DATA_FILE = "_data_file";

    private final Lake lake;
    private final TableIdentifier name;

    /** @param source the source's name */
    QuarantineChange(Lake lake, String source) {
        this.lake = lake;
        this.name = TableNames.quarantine(source);
    }

    /**
     * Writes the rows anew beside those that are there.
     *
     * @param before all rows of the files that they are in, with {@link #DATA_FILE}
     * @param after the same rows as they shall be
     * @return the id of the staged snapshot
     */
    long stage(Dataset<Row> before, Dataset<Row> after) {
        Table table = lake.load(name);
        Set<String> locations = new HashSet<>(
                before.select(col(DATA_FILE)).distinct().as(Encoders.STRING()).collectAsList());
        List<DataFile> files = DataFiles.write(after.drop(DATA_FILE), table, Lake.CATALOG + "." + name);
        String key = "reprocess/" + UUID.randomUUID();
        OverwriteFiles overwrite = table.newOverwrite().stageOnly().set(SummaryKeys.KEY, key);
        files(table, locations).forEach(overwrite::deleteFile);
        files.forEach(overwrite::addFile);
        FailPoints.hit("reprocess.before-stage");
        overwrite.commit();
        FailPoints.hit("reprocess.after-stage");
        table.refresh();
        for (Snapshot snapshot : table.snapshots()) {
            if (key.equals(snapshot.summary().get(SummaryKeys.KEY))) {
                return snapshot.snapshotId();
            }
        }
        throw new IllegalStateException("Lost snapshot " + key);
    }

    private static List<DataFile> files(Table table, Set<String> locations) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> {
                if (locations.contains(task.file().location())) {
                    files.add(task.file());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Makes a staged change; one that is made already, or that maintenance has removed, changes nothing. */
    void settle(long staged) {
        Table table = lake.load(name);
        Optional<Snapshot> change = Optional.ofNullable(table.snapshot(staged));
        if (change.isEmpty() || settled(SnapshotUtil.currentAncestors(table), staged)) {
            return;
        }
        SnapshotChanges changes =
                SnapshotChanges.builderFor(table).snapshot(change.get()).build();
        OverwriteFiles overwrite = table.newOverwrite()
                .set(SummaryKeys.SETTLES, String.valueOf(staged))
                .validateWith(ancestors -> !settled(ancestors, staged));
        changes.removedDataFiles().forEach(overwrite::deleteFile);
        changes.addedDataFiles().forEach(overwrite::addFile);
        FailPoints.hit("reprocess.before-settle");
        commit(overwrite, table, staged);
        FailPoints.hit("reprocess.after-settle");
    }

    private void commit(OverwriteFiles overwrite, Table table, long staged) {
        try {
            overwrite.commit();
        } catch (ValidationException refused) {
            table.refresh();
            if (!settled(SnapshotUtil.currentAncestors(table), staged)) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "%s has changed meanwhile; start QuarantineReprocess again".formatted(name),
                        FailureTypes.STALE_CANDIDATE);
            }
        }
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
