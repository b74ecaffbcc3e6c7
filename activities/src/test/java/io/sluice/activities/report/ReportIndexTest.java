package io.sluice.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.MetricRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.OutputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportIndexTest {
    private static final String FOLDER = "memory://reports";

    @TempDir
    Path folder;

    private Lake lake;
    private SystemTables tables;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        tables = new SystemTables(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void hasAGateThatEndedWhileItWasWritten() {
        audited("1");
        InMemoryFileIO files = new InMemoryFileIO() {
            @Override
            public OutputFile newOutputFile(String location) {
                // Another process commits between the reading of the tables and the writing of the page.
                audited("2");
                return super.newOutputFile(location);
            }
        };

        new ReportIndex(tables, FOLDER).write(new TextFiles(files));

        assertThat(new TextFiles(files).read(FOLDER + "/index.html").orElseThrow())
                .contains("./g/1-1.html", "./g/2-1.html", "2 gates wait for a decision.");
    }

    @Test
    void joinsAuditsWithHowTheyEndedAndKeepsWhatHasNoMetrics() {
        audited("1");
        ended("1", "hash");
        ended("7", "of an audit without metrics");

        assertThat(new ReportIndex(tables, FOLDER).entries())
                .extracting(entry -> entry.snapshotId() + " " + entry.verdict() + " " + entry.ending() + " "
                        + entry.rows() + " " + entry.address())
                .containsExactlyInAnyOrder("1 BLOCKED WAIVED 12 g/1-1.html", "7 WAIVED WAIVED -1 ");
    }

    @Test
    void writesAnEmptyListAndReplacesALocalFileWhole() {
        String place = folder.resolve("lists").toString();
        TextFiles files = new TextFiles(new InMemoryFileIO());

        new ReportIndex(tables, place).write(files);
        assertThat(files.read(place + "/index.html").orElseThrow()).contains("No gate has run yet.");
        audited("1");
        new ReportIndex(tables, place).write(files);

        assertThat(files.read(place + "/index.html").orElseThrow()).contains("1 gate waits for a decision.");
        assertThat(folder.resolve("lists")).isDirectoryContaining("glob:**/index.html");
        assertThat(folder.resolve("lists").toFile().list()).hasSize(1);
        assertThat(files.read(place + "/nothing.html")).isEmpty();
        assertThat(files.read(FOLDER + "/nothing.html")).isEmpty();
    }

    private void audited(String snapshotId) {
        tables.metrics()
                .append("m" + snapshotId, List.of(metric(snapshotId, "outcome", 2), metric(snapshotId, "rows", 12)));
    }

    private static MetricRow metric(String snapshotId, String metric, double value) {
        return new MetricRow(
                "trusted.clicks",
                "day " + snapshotId,
                snapshotId,
                1,
                "run",
                "g",
                "v1",
                "gate",
                metric,
                null,
                value,
                null,
                "BLOCKED",
                "hash",
                Instant.EPOCH);
    }

    private void ended(String snapshotId, String hash) {
        tables.gateResults()
                .append(
                        "r" + snapshotId,
                        List.of(new GateResultRow(
                                "g",
                                "v1",
                                "trusted.clicks",
                                "day " + snapshotId,
                                snapshotId,
                                1,
                                "WAIVED",
                                "",
                                List.of(),
                                null,
                                hash,
                                "elsewhere",
                                "ana",
                                "known",
                                List.of("price"),
                                Instant.EPOCH)));
    }
}
