package io.sluice.activities.certify;

import io.sluice.activities.ingest.StagedFacts;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.workflows.launch.CanonicalIds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** What was decided last about each day of a stream. A person's rejection counts until the rows are others. */
final class Ledger {
    private final Map<String, PartitionRow> newest = new TreeMap<>();
    private final Optional<Table> trusted;

    Ledger(Lake lake, SystemTables tables, String source) {
        trusted = lake.find(TableNames.trusted(source));
        String certify = CanonicalIds.certify(source);
        tables
                .partitions()
                .scan(Expressions.equal("dataset", TableNames.trusted(source).toString()))
                .stream()
                .filter(row -> row.workflowId().equals(certify))
                .sorted(Comparator.comparing(PartitionRow::at))
                .forEach(row -> newest.put(row.partition(), row));
    }

    /** Whether anything was decided about a day. */
    boolean knows(String day) {
        return newest.containsKey(day);
    }

    /** Days that crossed their gate last; what a person rejected after it was published is not among them. */
    SortedSet<String> published() {
        SortedSet<String> days = new TreeSet<>(newest.keySet());
        days.removeIf(day -> !newest.get(day).state().equals(PartitionRow.PUBLISHED));
        return days;
    }

    /** The name of the rows that were decided about; empty when nothing was, or the snapshot is gone. */
    Optional<String> rows(String day) {
        return summary(day).map(summary -> summary.get(SummaryKeys.STREAM_ROWS));
    }

    /** The ids of the rejected ranges that a day was made without; none where its snapshot is gone. */
    List<String> rejectedRanges(String day) {
        return summary(day)
                .map(summary -> StagedFacts.list(summary, SummaryKeys.REJECTED_RANGES))
                .orElse(List.of());
    }

    /** Of the snapshot by which rows of a stream were decided about. */
    private Optional<Map<String, String>> summary(String day) {
        return Optional.ofNullable(newest.get(day))
                .flatMap(row -> trusted.stream()
                        .flatMap(table -> Stream.of(row.publishedSnapshotId(), row.snapshotId())
                                .filter(id -> !id.isEmpty())
                                .map(id -> table.snapshot(Long.parseLong(id))))
                        .filter(Objects::nonNull)
                        .map(Snapshot::summary)
                        .filter(summary -> summary.containsKey(SummaryKeys.STREAM_ROWS))
                        .findFirst());
    }
}
