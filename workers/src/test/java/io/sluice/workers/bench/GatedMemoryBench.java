package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P6b: 100 million rows of one partition are staged, audited and published in a heap of 4 GiB. */
@Tag("bench")
final class GatedMemoryBench {
    private static final long HEAP = 4L << 30;
    private static final int ROWS_A_FILE = 2_000_000;

    private final Scale scale = Scale.asked();

    @TempDir
    private Path folder;

    @Test
    void gatesAHundredMillionRows() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(HEAP);
        int rows = scale.of(100_000_000);
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Spark spark = new Spark(
                        new SparkConfig(
                                "local[2]",
                                16,
                                Map.of(
                                        "spark.local.dir",
                                        folder.resolve("spark").toString())),
                        lake.sparkProperties(),
                        new Heartbeats())) {
            GatedSource source = new GatedSource(lake, spark, folder);
            Landed landed = source.land(rows, Math.max(2, rows / ROWS_A_FILE));
            long start = System.nanoTime();

            Candidate candidate = source.gated(landed);

            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(candidate.rows()).isEqualTo(rows);
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P6b",
                            "stage, audit and publish 100 million rows of one partition in one process",
                            "a heap of 4 GiB",
                            Times.text("done in %.0f s, %.2f million rows/s", seconds, rows / seconds / 1e6),
                            (double) HEAP / Runtime.getRuntime().maxMemory()));
        }
    }
}
