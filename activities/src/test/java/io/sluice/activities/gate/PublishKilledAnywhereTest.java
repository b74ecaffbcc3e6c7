package io.sluice.activities.gate;

import static io.sluice.activities.gate.TestingCandidates.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TestingRows;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.audit.GateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dies at every fail point of staging, deciding and publishing once, each time in a process of its own. */
final class PublishKilledAnywhereTest {
    private static final int MORE_THAN_THERE_ARE = 40;

    @TempDir
    Path folder;

    @Test
    void publishesExactlyOnceWhereverItDied() throws Exception {
        int deaths = 0;
        int exit = run();
        for (; exit == 137 && deaths < MORE_THAN_THERE_ARE; exit = run()) {
            deaths++;
        }

        assertThat(exit).as(Files.readString(folder.resolve("output.log"))).isZero();

        assertThat(markers())
                .hasSize(deaths)
                .contains(
                        "stage.before-commit",
                        "stage.after-commit",
                        "stage.before-supersede",
                        "stage.after-supersede",
                        "gate_results.before-append",
                        "gate_results.after-append",
                        "publish.before-pick",
                        "publish.after-pick",
                        "partitions.before-append",
                        "partitions.after-append",
                        "lineage.before-append",
                        "lineage.after-append",
                        "publish.after-close");
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            SystemTables tables = new SystemTables(lake);
            assertThat(TestingRows.idsByPartition(lake.load(TABLE))).isEqualTo(Map.of("2026-01-01", List.of("a", "b")));
            assertThat(lake.load(TABLE).refs()).containsOnlyKeys("main");
            assertThat(lake.load(TABLE).history()).hasSize(1);
            assertThat(tables.partitions().scan()).hasSize(1);
            assertThat(tables.gateResults().scan()).hasSize(1);
            assertThat(tables.lineage().scan()).hasSize(1);
        }
    }

    private int run() throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Publishes.class.getName(),
                folder.toString());
        process.environment().put("SLUICE_FAILPOINTS", "*");
        process.environment()
                .put("SLUICE_FAILPOINTS_DIR", folder.resolve("markers").toString());
        return process.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start()
                .waitFor();
    }

    private List<String> markers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("markers"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static final class Publishes {
        private Publishes() {}

        public static void main(String[] arguments) {
            try (Lake lake = Lake.open(LakeConfig.embedded(Path.of(arguments[0])))) {
                GateActivitiesImpl gates = TestingCandidates.gates(lake, arguments[0], Clock.systemUTC());
                TestingCandidates.stage(lake, "run-1", 1, "2026-01-01", "a", "b", "dirt");
                Candidate candidate = TestingCandidates.stage(lake, "run-1", 2, "2026-01-01", "a", "b");
                GateResult result = TestingCandidates.result(candidate, 2, "PASS", "h");
                gates.recordOutcome(result);
                gates.publish(TestingCandidates.publish(candidate, result));
            }
        }
    }
}
