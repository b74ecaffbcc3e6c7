package io.sluice.activities.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Starts the session with the settings that Sluice's semantics need. */
final class Sessions {
    private Sessions() {}

    static SparkSession start(SparkConfig config, Map<String, String> catalog) {
        SparkSession.Builder builder = SparkSession.builder().appName("sluice").master(config.master());
        defaults(config).forEach(builder::config);
        catalog.forEach(builder::config);
        config.properties().forEach(builder::config);
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }

    private static Map<String, String> defaults(SparkConfig config) {
        return Map.ofEntries(
                Map.entry("spark.ui.enabled", "false"),
                Map.entry("spark.driver.bindAddress", "127.0.0.1"),
                Map.entry("spark.driver.host", "127.0.0.1"),
                Map.entry("spark.sql.session.timeZone", "UTC"),
                Map.entry("spark.sql.shuffle.partitions", String.valueOf(config.shufflePartitions())),
                // TRY semantics (contract §2) are asked for cast by cast; nothing else may throw on data.
                Map.entry("spark.sql.ansi.enabled", "false"),
                Map.entry("spark.sql.datetime.java8API.enabled", "true"),
                // Nanosecond files are read as numbers and cut to what Sluice keeps, not refused.
                Map.entry("spark.sql.legacy.parquet.nanosAsLong", "true"),
                Map.entry("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000"),
                // The lz4 that Spark expects is not on the class path: it clashes with Kafka's.
                Map.entry("spark.io.compression.codec", "zstd"),
                Map.entry("spark.cleaner.periodicGC.interval", "10min"),
                Map.entry("spark.sql.ui.retainedExecutions", "1"));
    }
}
