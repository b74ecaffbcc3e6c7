package io.sluice.activities.view.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.spark.TestingLake;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

final class BeyondDistinctTest {
    @Test
    void sumsWhatTasksSayAndATaskThatRunsAgainIsCountedOnce() {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(
                TestingLake.shared().spark().session().sparkContext());
        BeyondDistinct beyond = new BeyondDistinct();
        spark.sc().register(beyond, "beyond");
        JavaRDD<String> features = spark.parallelize(List.of("a", "a", "b", "a"), 2)
                .map(feature -> {
                    beyond.add(Map.of(feature, 10L));
                    return feature;
                });

        assertThat(features.count()).isEqualTo(4);
        assertThat(beyond.value()).isEqualTo(Map.of("a", 30L, "b", 10L));
        assertThat(features.count()).as("all tasks run again").isEqualTo(4);
        assertThat(beyond.value()).isEqualTo(Map.of("a", 30L, "b", 10L));
    }
}
