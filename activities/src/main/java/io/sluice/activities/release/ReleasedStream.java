package io.sluice.activities.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * The state of a stream that a release is made of: that of the newest of its days that the release takes in. Each certified day
 * says in its snapshot from which state of the archive it was made. Source: contract §7, decision 073.
 *
 * @param archive {@code events.<source>@<snapshot>}
 * @param partitions of the log, by number
 * @param rejected what people had rejected of the log when any of the days was made
 */
record ReleasedStream(String source, String archive, List<LogPartition> partitions, List<RejectedRangeRow> rejected) {
    private static final ObjectMapper JSON = new ObjectMapper();

    ReleasedStream {
        partitions = List.copyOf(partitions);
        rejected = List.copyOf(rejected);
    }

    /**
     * How far a partition of the log was archived.
     *
     * @param next all offsets before it, decimal
     * @param clock null where no event was accepted and no time had passed, or where it is not on record
     * @param watermark null where a source partition had not been heard of, or where it is not on record
     */
    record LogPartition(
            int partition,
            String next,
            @Nullable Instant clock,
            @Nullable Instant watermark) {}

    /** That of a source; empty when none of the days comes from a stream. */
    static Optional<ReleasedStream> of(Lake lake, SystemTables tables, Source source, List<PartitionRow> contributing) {
        if (source.stream() == null) {
            return Optional.empty();
        }
        Table trusted = lake.load(TableNames.trusted(source.name()));
        List<Map<String, String>> days = contributing.stream()
                .filter(row ->
                        row.dataset().equals(TableNames.trusted(source.name()).toString()))
                .sorted(Comparator.comparingLong(PartitionRow::sequence))
                .map(row -> certified(trusted, row))
                .flatMap(Optional::stream)
                .toList();
        // rows that left quarantine later carry the archive's offsets on, but were not staged from it
        String archive = TableNames.events(source.name()) + "@";
        return days.stream()
                .filter(day -> day.getOrDefault(SummaryKeys.INPUTS, "").startsWith(archive))
                .reduce((older, newer) -> newer)
                .map(newest -> new ReleasedStream(
                        source.name(),
                        newest.get(SummaryKeys.INPUTS),
                        partitions(newest),
                        rejected(tables, source, days)));
    }

    /** The summary of a day's snapshot, if the stream's certification has staged it. */
    private static Optional<Map<String, String>> certified(Table trusted, PartitionRow row) {
        return Stream.of(row.publishedSnapshotId(), row.snapshotId())
                .map(id -> trusted.snapshot(Long.parseLong(id)))
                .filter(Objects::nonNull)
                .map(Snapshot::summary)
                .filter(summary -> summary.containsKey(SummaryKeys.ARCHIVED))
                .findFirst();
    }

    private static List<LogPartition> partitions(Map<String, String> summary) {
        Map<String, String[]> times = new HashMap<>();
        for (String time : list(summary, SummaryKeys.ARCHIVED_TIMES)) {
            String[] parts = time.split(":", -1);
            times.put(parts[0], parts);
        }
        List<LogPartition> partitions = new ArrayList<>();
        for (String offset : list(summary, SummaryKeys.ARCHIVED)) {
            String[] parts = offset.split(":", -1);
            String[] time = times.getOrDefault(parts[0], new String[] {"", "", ""});
            partitions.add(new LogPartition(Integer.parseInt(parts[0]), parts[1], instant(time[1]), instant(time[2])));
        }
        partitions.sort(Comparator.comparingInt(LogPartition::partition));
        return partitions;
    }

    private static @Nullable Instant instant(String millis) {
        return millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    /** A range that was rejected after the days were made is not in them yet. */
    private static List<RejectedRangeRow> rejected(SystemTables tables, Source source, List<Map<String, String>> days) {
        Set<String> ids = new TreeSet<>();
        days.forEach(day -> ids.addAll(list(day, SummaryKeys.REJECTED_RANGES)));
        return ids.isEmpty()
                ? List.of()
                : tables.rejectedRanges().scan(Expressions.equal("source", source.name())).stream()
                        .filter(range -> ids.contains(range.id()))
                        .sorted(Comparator.comparing(RejectedRangeRow::id))
                        .toList();
    }

    private static List<String> list(Map<String, String> summary, String key) {
        try {
            return List.of(JSON.readValue(summary.getOrDefault(key, "[]"), String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read " + key + " of a snapshot", e);
        }
    }
}
