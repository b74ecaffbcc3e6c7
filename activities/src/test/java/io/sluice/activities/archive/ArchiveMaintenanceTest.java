package io.sluice.activities.archive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.maintain.MaintenanceActivitiesImpl;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.maintain.LakeMaintenanceResult;
import io.sluice.workflows.maintain.MaintenanceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Iceberg's own maintenance on an archive, run by Spark between appends. */
final class ArchiveMaintenanceTest {
    private static final Source SOURCE = LogRecords.source("maintained");

    private final TestingLake shared = TestingLake.shared();
    private final Archive archive = new Archive(shared.lake(), SOURCE);
    private final LogRecords log = new LogRecords(7);

    private final MaintenanceActivitiesImpl maintenance = new MaintenanceActivitiesImpl(shared.spark(), shared.lake());

    @Test
    void compactionExpiryAndRemovalOfOrphansLeaveRowsAndOffsets() {
        for (long from = 0; from < 40; from += 5) {
            append(from, from + 5);
        }
        DataFile orphan = files(40, 50).complete().get(0);
        LakeMaintenanceResult kept = maintain(Instant.now().minus(Duration.ofDays(3)));
        assertThat(kept.filesBefore()).isEqualTo(8);
        assertThat(kept.filesAfter())
                .as("few files of a day are left as they are")
                .isLessThan(8);
        assertThat(kept.orphans())
                .as("it may be one that a sink is about to append")
                .isZero();

        maintain(Instant.now().plusSeconds(1));
        append(40, 60);

        assertThat(table().io().newInputFile(orphan.location()).exists()).isFalse();
        assertThat(archive.progress(List.of(0), 2).get(0).next()).isEqualTo(60);
        assertThat(offsets()).isEqualTo(List.of(60L, 60L, 0L, 59L));
    }

    @Test
    void tablesWhoseSnapshotsAreNeededAreLeftAlone() {
        for (String table : List.of("trusted.maintained", "maintained", "events.a.b", "events.", "")) {
            assertThatThrownBy(() -> maintenance.maintain(new MaintenanceRequest(table, Instant.EPOCH)))
                    .as(table)
                    .hasMessageContaining("is none that is only appended to")
                    .hasMessageContaining("give events.<source>, served.<view> or sluice.<name>");
        }
        assertThatThrownBy(() -> maintenance.maintain(new MaintenanceRequest("events.nobody", Instant.EPOCH)))
                .hasMessageContaining("table: events.nobody does not exist");
    }

    private LakeMaintenanceResult maintain(Instant keptSince) {
        return maintenance.maintain(new MaintenanceRequest("events.maintained", keptSince));
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
