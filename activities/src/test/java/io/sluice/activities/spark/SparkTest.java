package io.sluice.activities.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

final class SparkTest {
    private final Spark spark = TestingLake.shared().spark();

    @Test
    void stopsTheJobOfACancelledActivity() {
        AtomicInteger beats = new AtomicInteger();

        assertThatThrownBy(() -> spark.run(
                        "endless",
                        detail -> {
                            beats.incrementAndGet();
                            throw new ActivityCanceledException();
                        },
                        session -> session.range(Long.MAX_VALUE)
                                .filter(functions.col("id").lt(0))
                                .count()))
                .isInstanceOf(ActivityCanceledException.class);
        assertThat(beats).hasValue(1);
    }

    @Test
    void leavesTheJobsOfOthersAlone() {
        assertThat((long) spark.run(
                        "count", detail -> {}, session -> session.range(1000).count()))
                .isEqualTo(1000);
    }

    @Test
    void saysThatAJobFailedWithoutWhatWasInTheRows() {
        assertThatThrownBy(() -> spark.run(
                        "fails",
                        session -> session.sql("SELECT raise_error('secret')").collectAsList()))
                .isInstanceOf(SparkJobException.class)
                .hasMessageContaining("A Spark job failed")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void readsInstantsInUtcAndFailedCastsAsNull() {
        assertThat(spark.session()
                        .sql("SELECT timestamp'2024-03-31 02:30:00' a, cast('x' AS int) b")
                        .head()
                        .toString())
                .isEqualTo("[2024-03-31T02:30:00Z,null]");
    }
}
