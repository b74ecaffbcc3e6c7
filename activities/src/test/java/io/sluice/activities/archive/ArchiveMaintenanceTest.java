package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Source;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Iceberg's own maintenance on an archive, run by Spark between appends. */
final class ArchiveMaintenanceTest {
    private static final Source SOURCE = LogRecords.source("maintained");

    private final TestingLake shared = TestingLake.shared();
    private final Archive archive = new Archive(shared.lake(), SOURCE);
    private final LogRecords log = new LogRecords(7);

    @Test
    void compactionExpiryAndRemovalOfOrphansLeaveRowsAndOffsets() {
        append(0, 20);
        append(20, 40);
        DataFile orphan = files(40, 50).complete().get(0);

        shared.spark().run("maintain", session -> {
            Table table = table();
            SparkActions actions = SparkActions.get(session);
            actions.rewriteDataFiles(table).option("rewrite-all", "true").execute();
            actions.expireSnapshots(table())
                    .expireOlderThan(System.currentTimeMillis())
                    .retainLast(1)
                    .execute();
            assertThat(table().io().newInputFile(orphan.location()).exists()).isTrue();
            actions.deleteOrphanFiles(table())
                    .olderThan(System.currentTimeMillis() + 1_000)
                    .execute();
            return table;
        });
        append(40, 60);

        assertThat(table().io().newInputFile(orphan.location()).exists()).isFalse();
        assertThat(archive.progress(List.of(0), 2).get(0).next()).isEqualTo(60);
        assertThat(offsets()).isEqualTo(List.of(60L, 60L, 0L, 59L));
    }

    /** Rows, distinct offsets, the least and the greatest, as Spark reads them. */
    private List<Long> offsets() {
        return shared.spark().run("read", session -> {
            Row row = session.sql(
                            "SELECT count(*), count(DISTINCT _log_offset), min(_log_offset), max(_log_offset) FROM sluice.events.maintained")
                    .first();
            return List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
        });
    }

    private void append(long from, long to) {
        PartitionProgress after = requireNonNull(archive.progress(List.of(0), 2).get(0));
        after.reach(to);
        archive.append(files(from, to), List.of(new ArchivedRange(from, after)));
    }

    private ArchiveFiles files(long from, long to) {
        ArchiveFiles files = archive.newFiles();
        log.records(0, from, to).forEach(files::write);
        return files;
    }

    private Table table() {
        return shared.lake().load(TableNames.events("maintained"));
    }
}
