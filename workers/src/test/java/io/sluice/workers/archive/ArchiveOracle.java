package io.sluice.workers.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.archive.ArchiveRows;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.CommittedRecords;
import java.io.IOException;
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

/** Holds an archive against what a consumer of the log sees. */
public final class ArchiveOracle {
    private ArchiveOracle() {}

    /** Every committed record once, and nothing else; ranges of offsets without gaps or overlaps. */
    public static void check(Lake lake, String address, Source source) {
        Table table = lake.load(TableNames.events(source.name()));
        List<String> expected = new ArrayList<>();
        try (CommittedRecords log = new CommittedRecords(address, "accepted." + source.name())) {
            log.readToEnd();
            log.list()
                    .forEach(record -> expected.add(
                            text(record.partition(), record.offset(), record.timestamp(), record.value())));
        }
        assertThat(archived(table, source))
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

    private static List<String> archived(Table table, Source source) {
        ArchiveRows rows = new ArchiveRows(source, table.schema());
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
