package io.sluice.activities.spark;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One lake on SQLite and one Spark session for all tests of this JVM: starting Spark costs seconds. */
public final class TestingLake {
    private static final TestingLake SHARED = new TestingLake();

    private final Lake lake;
    private final Spark spark;

    private TestingLake() {
        try {
            lake = Lake.open(LakeConfig.embedded(Files.createTempDirectory("sluice-lake")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spark = new Spark(SparkConfig.local(), lake.sparkProperties(), new Heartbeats());
        Runtime.getRuntime().addShutdownHook(new Thread(spark::close));
    }

    public static TestingLake shared() {
        return SHARED;
    }

    public Lake lake() {
        return lake;
    }

    public Spark spark() {
        return spark;
    }
}
