package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.workers.bench.Rounds.Side;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P6: rows that landed, staged, audited and published, against the same rows appended unseen. */
@Tag("bench")
final class GatedIngestionBench {
    private final Scale scale = Scale.asked();

    @TempDir
    private Path folder;

    private Lake lake;
    private Spark spark;

    @BeforeEach
    void start() {
        lake = Lake.open(LakeConfig.embedded(folder));
        spark = new Spark(new SparkConfig("local[2]", 4, Map.of()), lake.sparkProperties(), new Heartbeats());
    }

    @AfterEach
    void stop() {
        spark.close();
        lake.close();
    }

    @Test
    void ingestsAMillionRows() {
        GatedSource source = new GatedSource(lake, spark, folder);
        Landed landed = source.land(scale.of(1_000_000), 4);

        Map<String, Times> times = new Rounds(2, 5)
                .run(List.of(
                        new Side("gated", "rows", () -> {
                            Candidate candidate = source.gated(landed);
                            return () -> source.digest(candidate.dataset(), candidate.snapshotId());
                        }),
                        new Side("append", "rows", () -> {
                            // A new table each time, so that every append finds what the first one found.
                            TableIdentifier name = TableIdentifier.of(
                                    "trusted",
                                    "appended_" + UUID.randomUUID().toString().replace('-', '_'));
                            source.append(landed, name);
                            return () -> source.digest(name.toString(), "");
                        })));

        double over = times.get("gated").over(times.get("append"));
        ResultsFile.report(
                scale,
                new Bar(
                        "P6",
                        "stage, audit and publish 1 million rows of 9 columns that landed, 5 expectations, 2 of them"
                                + " row rules; the same rows appended: "
                                + times.get("append").inSeconds(),
                        "≤ 1.6× an append",
                        Times.text("%.2f×: %s", over, times.get("gated").inSeconds()),
                        1.6 / over));
        assertThat(over).isPositive();
    }
}
