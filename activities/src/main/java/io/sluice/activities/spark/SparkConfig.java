package io.sluice.activities.spark;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the Spark session.
 *
 * @param master for example {@code local[2]} or a cluster's address
 * @param shufflePartitions partitions after a shuffle
 * @param properties further Spark properties; they win over ours
 */
public record SparkConfig(String master, int shufflePartitions, Map<String, String> properties) {
    public SparkConfig {
        requireNonNull(master, "master is null");
        if (shufflePartitions < 1) {
            throw new IllegalArgumentException("Invalid number of shuffle partitions: " + shufflePartitions);
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Two local cores: what a laptop and a test have. */
    public static SparkConfig local() {
        return new SparkConfig("local[2]", 2, Map.of());
    }
}
