package io.sluice.activities.release.certified;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.ComparisonRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.registry.ViewSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** The published days of a view, from the ledger, with what each was computed from or compared with. */
public final class ViewDays {
    private final Lake lake;
    private final SystemTables tables;

    public ViewDays(Lake lake, SystemTables tables) {
        this.lake = lake;
        this.tables = tables;
    }

    /** By label; of several publications of a day the last one holds. */
    public Map<String, ViewDay> of(ViewSettings view, ViewPlan plan, LedgerView ledger) {
        Map<String, PartitionRow> holding = new HashMap<>();
        ledger.published(view.table())
                .forEach(row -> holding.merge(
                        row.partition(), row, (one, other) -> one.sequence() >= other.sequence() ? one : other));
        if (holding.isEmpty()) {
            return new HashMap<>();
        }
        Inputs inputs = new Inputs(lake, plan);
        // Loaded once: each time reads the summaries of all its snapshots.
        Table table = lake.load(TableNames.parse(view.table()));
        Map<String, ViewDay> days = new HashMap<>();
        holding.forEach((label, row) -> {
            Map<String, String> summary = summary(table, Long.parseLong(row.snapshotId()));
            String certified = summary.getOrDefault(SummaryKeys.CERTIFIED_THROUGH, String.valueOf(Long.MAX_VALUE));
            List<String> read =
                    List.of(summary.getOrDefault(SummaryKeys.INPUTS, "").split(",", -1));
            days.put(label, new ViewDay(row, inputs.parse(read), Long.parseLong(certified)));
        });
        compared(view.table(), inputs, days);
        return days;
    }

    private static Map<String, String> summary(Table table, long stagedSnapshotId) {
        Snapshot staged = table.snapshot(stagedSnapshotId);
        return staged == null ? Map.of() : staged.summary();
    }

    /** A comparison speaks of the publications that the view's table held then, not of later ones. */
    private void compared(String table, Inputs inputs, Map<String, ViewDay> days) {
        List<ComparisonRow> comparisons = tables.comparisons().scan(Expressions.equal("dataset", table)).stream()
                .sorted(Comparator.comparingLong(ComparisonRow::sequence))
                .toList();
        for (ComparisonRow comparison : comparisons) {
            Map<String, ReadSnapshot> others = inputs.parse(comparison.inputs());
            for (String label : comparison.days()) {
                days.computeIfPresent(
                        label,
                        (same, day) -> day.row().sequence() <= comparison.sequence() ? day.comparedWith(others) : day);
            }
        }
    }

    /** Reads {@code table@snapshot}; each trusted table is loaded once. */
    private static final class Inputs {
        private final Map<String, String> sources = new HashMap<>();
        private final Map<String, Map<Long, Long>> sequences = new HashMap<>();

        Inputs(Lake lake, ViewPlan plan) {
            for (ViewPlan.SourcePlan source : plan.sources()) {
                String table = TableNames.trusted(source.source().name()).toString();
                sources.put(table, source.source().name());
                Map<Long, Long> byId = new HashMap<>();
                lake.find(TableNames.parse(table))
                        .ifPresent(loaded -> loaded.snapshots()
                                .forEach(snapshot -> byId.put(snapshot.snapshotId(), snapshot.sequenceNumber())));
                sequences.put(table, byId);
            }
        }

        Map<String, ReadSnapshot> parse(List<String> inputs) {
            Map<String, ReadSnapshot> bySource = new HashMap<>();
            for (String input : inputs) {
                int at = input.lastIndexOf('@');
                String table = input.substring(0, Math.max(0, at));
                Long id = at < 0 ? null : (Long) Long.parseLong(input.substring(at + 1));
                Long sequence = sequences.getOrDefault(table, Map.of()).get(id);
                if (id != null && sequence != null) {
                    bySource.put(sources.get(table), new ReadSnapshot(id, sequence));
                }
            }
            return bySource;
        }
    }
}
