package io.sluice.quality.testing;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** How many Spark jobs some work starts. */
public final class Jobs {
    private Jobs() {}

    public static int count(Runnable work) {
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        Frames.SPARK.sparkContext().addSparkListener(listener);
        try {
            work.run();
            Frames.SPARK.sparkContext().listenerBus().waitUntilEmpty(10_000);
        } catch (TimeoutException unfinished) {
            throw new IllegalStateException(unfinished);
        } finally {
            Frames.SPARK.sparkContext().removeSparkListener(listener);
        }
        return jobs.get();
    }
}
