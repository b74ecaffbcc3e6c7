package io.sluice.workers.archive;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sinks of the tests' clicks in this JVM. */
final class SinkRun {
    static final int SOURCE_PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private SinkRun() {}

    static Source source(String name) {
        return StreamSources.clicks(name, name + "_raw");
    }

    static LakeSink sink(Lake lake, String address, String name, int number, Duration every) {
        return new LakeSink(
                new Archive(lake, source(name)),
                new LogConsumers(address, name, number),
                SOURCE_PARTITIONS,
                new LakeSinkSettings(every, 1_000));
    }

    /** Waits until everything that is committed now is archived. */
    static void awaitDry(String address, String name, LakeSink... sinks) {
        Map<Integer, Long> ends = new TreeMap<>();
        try (CommittedRecords log = new CommittedRecords(address, "accepted." + name)) {
            log.readToEnd();
            log.list().forEach(record -> ends.put(record.partition(), record.offset()));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isDry(ends, sinks)) {
            for (LakeSink sink : sinks) {
                sink.failure().ifPresent(cause -> {
                    throw new AssertionError(cause);
                });
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The sinks are not done");
            }
            Thread.onSpinWait();
        }
    }

    /** A lag is as old as the last answer of the broker. */
    private static boolean isDry(Map<Integer, Long> ends, LakeSink... sinks) {
        List<PartitionCheckpoint> all = new ArrayList<>();
        for (LakeSink sink : sinks) {
            try {
                all.addAll(sink.checkpoints());
            } catch (IllegalStateException notSettled) {
                return false;
            }
        }
        return all.size() == ends.size()
                && all.stream().allMatch(one -> one.lag() == 0 && one.offset() >= ends.get(one.partition()));
    }
}
