package io.sluice.activities.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.history.Point;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricHistoryTest {
    private static final MetricName ROWS = new MetricName("gate", "rows", null);
    private static final String DATASET = "trusted.clicks";

    @TempDir
    Path folder;

    private Lake lake;
    private SystemTables tables;
    private MetricHistory history;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        tables = new SystemTables(lake);
        history = new MetricHistory(tables);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void knowsNothingBeforeTheFirstPartition() {
        assertThat(history.before(DATASET, "2026-01-01", 9).of(ROWS)).isEmpty();
    }

    @Test
    void readsTheLastPartitionsInTheirOrderWhateverTheOrderOfPublishing() {
        published(DATASET, "2026-01-03", "3", 1, 1);
        published(DATASET, "2026-01-01", "1", 1, 2);
        published(DATASET, "2026-01-02", "2", 1, 3);
        published("trusted.other", "2026-01-02", "9", 1, 4);

        assertThat(history.before(DATASET, "2026-01-04", 2).of(ROWS))
                .containsExactly(new Point("2026-01-02", 2), new Point("2026-01-03", 3));
        assertThat(history.before(DATASET, "2026-01-03", 9).values(ROWS)).containsExactly(1.0, 2.0);
        assertThat(history.before(DATASET, "2026-01-04", 9).of(new MetricName("gate", "rows", "x")))
                .isEmpty();
    }

    @Test
    void takesOfAPartitionTheNewestPublicationAndTheAttemptThatCertifiedIt() {
        published(DATASET, "2026-01-01", "1", 1, 1);
        published(DATASET, "2026-01-01", "7", 2, 5);
        measured(DATASET, "2026-01-01", "7", 1, 70);
        tables.metrics().append("changed report", List.of(metric(DATASET, "2026-01-01", "7", 2, 71, "another hash")));

        assertThat(history.before(DATASET, "2026-01-02", 9).values(ROWS)).containsExactly(7.0);
    }

    @Test
    void leavesOutWhatWasRefusedAndWhatWasOnlyAudited() {
        tables.partitions().append("r", List.of(ledger(DATASET, "2026-01-01", "1", 1, 0, PartitionRow.REJECTED)));
        measured(DATASET, "2026-01-01", "1", 1, 1);
        measured(DATASET, "2026-01-02", "2", 1, 2);

        assertThat(history.before(DATASET, "2026-01-09", 9).of(ROWS)).isEmpty();
    }

    @Test
    void countsARangeOfDaysOnceAndOnlyWhileItHoldsADay() {
        String view = "views.activity_v1";
        ranged(view, "2026-01-01..2026-01-02", List.of("2026-01-01", "2026-01-02"), "1", 1);
        ranged(view, "2026-01-03..2026-01-03", List.of("2026-01-03"), "2", 2);
        assertThat(history.before(view, "2026-01-04..2026-01-04", 9).values(ROWS))
                .containsExactly(1.0, 2.0);

        ranged(view, "2026-01-02..2026-01-03", List.of("2026-01-02", "2026-01-03"), "3", 3);

        assertThat(history.before(view, "2026-01-04..2026-01-04", 9).values(ROWS))
                .containsExactly(1.0, 3.0);
    }

    @Test
    void readsRowsOfBeforeReportsWereNamed() {
        tables.partitions().append("p", List.of(ledger(DATASET, "2026-01-01", "1", 1, 1, PartitionRow.PUBLISHED)));
        tables.metrics().append("m", List.of(metric(DATASET, "2026-01-01", "1", 1, 4, null)));

        History read = history.before(DATASET, "2026-01-02", 9);

        assertThat(read.values(ROWS)).containsExactly(4.0);
    }

    private void published(String dataset, String day, String snapshot, int attempt, long sequence) {
        tables.partitions()
                .append(
                        "p" + dataset + snapshot,
                        List.of(ledger(dataset, day, snapshot, attempt, sequence, PartitionRow.PUBLISHED)));
        measured(dataset, day, snapshot, attempt, Double.parseDouble(snapshot));
    }

    private void ranged(String dataset, String range, List<String> days, String snapshot, long sequence) {
        tables.partitions()
                .append(
                        "p" + snapshot,
                        days.stream()
                                .map(day -> ledger(dataset, day, range, snapshot, 1, sequence, PartitionRow.PUBLISHED))
                                .toList());
        measured(dataset, range, snapshot, 1, Double.parseDouble(snapshot));
    }

    private void measured(String dataset, String partition, String snapshot, int attempt, double rows) {
        tables.metrics()
                .append(
                        "m" + dataset + snapshot + "/" + attempt,
                        List.of(metric(dataset, partition, snapshot, attempt, rows, "hash")));
    }

    private static MetricRow metric(
            String dataset, String partition, String snapshot, int attempt, double rows, String hash) {
        return new MetricRow(
                dataset,
                partition,
                snapshot,
                attempt,
                "run",
                "g",
                "v1",
                "gate",
                "rows",
                null,
                rows,
                String.valueOf(rows),
                "PASS",
                hash,
                Instant.EPOCH);
    }

    private static PartitionRow ledger(
            String dataset, String day, String snapshot, int attempt, long sequence, String state) {
        return ledger(dataset, day, day, snapshot, attempt, sequence, state);
    }

    private static PartitionRow ledger(
            String dataset,
            String day,
            String candidate,
            String snapshot,
            int gateAttempt,
            long sequence,
            String state) {
        return new PartitionRow(
                dataset,
                day,
                candidate,
                state,
                snapshot,
                "",
                "p" + snapshot,
                sequence,
                "run",
                1,
                gateAttempt,
                1,
                1,
                0,
                0,
                "source/clicks/v1",
                "f",
                "g",
                "PASS",
                "hash",
                "ingest/clicks/" + day,
                null,
                Instant.EPOCH);
    }
}
