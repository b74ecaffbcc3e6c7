package io.sluice.workers.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchiveRows;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/** Runs sinks of the tests' clicks, and holds what they archived against what a consumer of the log sees. */
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

    /** Every committed record once, and nothing else; ranges of offsets without gaps or overlaps. */
    static void check(Lake lake, String address, String name) {
        Table table = lake.load(TableNames.events(name));
        List<String> expected = new ArrayList<>();
        try (CommittedRecords log = new CommittedRecords(address, "accepted." + name)) {
            log.readToEnd();
            log.list()
                    .forEach(record ->
                            expected.add(text(record.partition(), record.offset(), record.timestamp(), record.value())));
        }
        assertThat(archived(table, name))
                .as("what is archived, against what a consumer sees")
                .containsExactlyInAnyOrderElementsOf(expected);
        checkRanges(table);
    }

    private static void checkRanges(Table table) {
        Map<String, String> begins = new TreeMap<>();
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            snapshot.summary().forEach((key, range) -> {
                if (key.startsWith("sluice.archive.")) {
                    String[] ends = range.split("-");
                    String next = begins.getOrDefault(key, table.properties().get(key + ".next"));
                    assertThat(ends[1]).as("end of %s before %s", range, next).isEqualTo(next);
                    begins.put(key, ends[0]);
                }
            });
        }
        assertThat(begins.values()).isNotEmpty().containsOnly("0");
    }

    private static List<String> archived(Table table, String name) {
        ArchiveRows rows = new ArchiveRows(source(name), table.schema());
        List<String> archived = new ArrayList<>();
        try (CloseableIterable<Record> scan = IcebergGenerics.read(table).build()) {
            for (Record row : scan) {
                ArchivedRecord record = rows.decode(row);
                archived.add(text(
                        record.partition(),
                        record.offset(),
                        record.loggedAt(),
                        record.record().encoded()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return archived;
    }

    private static String text(int partition, long offset, long at, byte[] record) {
        return "%d@%d %d %s".formatted(partition, offset, at, HexFormat.of().formatHex(record));
    }
}
