package io.sluice.activities.release;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.registry.ViewSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.expressions.Expressions;

/** The published days of a view, from the ledger, with what each was computed from. */
final class ViewDays {
    private final Lake lake;
    private final SystemTables tables;

    ViewDays(Lake lake, SystemTables tables) {
        this.lake = lake;
        this.tables = tables;
    }

    /** By label; of several publications of a day the last one holds. */
    Map<String, ViewDay> of(ViewSettings view, ViewPlan plan) {
        Map<String, PartitionRow> holding = new HashMap<>();
        tables.partitions().scan(Expressions.equal("dataset", view.table())).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .forEach(row -> holding.merge(
                        row.partition(), row, (one, other) -> one.sequence() >= other.sequence() ? one : other));
        Map<String, Map<String, String>> summaries = new HashMap<>();
        Map<String, ViewDay> days = new HashMap<>();
        holding.forEach((label, row) -> {
            Map<String, String> summary =
                    summaries.computeIfAbsent(row.snapshotId(), id -> summary(view.table(), Long.parseLong(id)));
            String certified = summary.getOrDefault(SummaryKeys.CERTIFIED_THROUGH, String.valueOf(Long.MAX_VALUE));
            days.put(label, new ViewDay(row, sequences(plan, summary), Long.parseLong(certified)));
        });
        return days;
    }

    private Map<String, String> summary(String table, long stagedSnapshotId) {
        Snapshot staged = lake.load(TableNames.parse(table)).snapshot(stagedSnapshotId);
        return staged == null ? Map.of() : staged.summary();
    }

    /** By source, the sequence number of the trusted snapshot that was read. */
    private Map<String, Long> sequences(ViewPlan plan, Map<String, String> summary) {
        Map<String, Long> snapshots = inputs(summary.getOrDefault(SummaryKeys.INPUTS, ""));
        Map<String, Long> sequences = new HashMap<>();
        for (ViewPlan.SourcePlan source : plan.sources()) {
            String name = source.source().name();
            Long snapshot = snapshots.get(TableNames.trusted(name).toString());
            if (snapshot != null) {
                Snapshot read = lake.load(TableNames.trusted(name)).snapshot(snapshot);
                sequences.put(
                        name, Objects.requireNonNull(read, "snapshot is null").sequenceNumber());
            }
        }
        return sequences;
    }

    private static Map<String, Long> inputs(String inputs) {
        Map<String, Long> byTable = new HashMap<>();
        for (String input : inputs.split(",", -1)) {
            int at = input.lastIndexOf('@');
            if (at > 0) {
                byTable.put(input.substring(0, at), Long.parseLong(input.substring(at + 1)));
            }
        }
        return byTable;
    }
}
