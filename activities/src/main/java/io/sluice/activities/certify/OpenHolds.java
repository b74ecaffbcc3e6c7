package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.workflows.stream.Interval;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;

/** Where the gate of a stream waits for a person: what it holds there is neither certified nor corrected before they
 * have decided. */
public final class OpenHolds {
    private final SystemTables tables;

    public OpenHolds(SystemTables tables) {
        this.tables = requireNonNull(tables, "tables is null");
    }

    /** The first offset that is held, by partition of the log, of those that are held in this incarnation. */
    public Map<Integer, Long> of(String source, long epoch) {
        String dataset = "events." + source;
        Set<String> decided = tables.gateResults().scan(Expressions.equal("dataset", dataset)).stream()
                .map(OpenHolds::attempt)
                .collect(Collectors.toSet());
        Map<Integer, Long> holds = new TreeMap<>();
        for (MetricRow row : tables.metrics().scan(Expressions.equal("dataset", dataset))) {
            if ("BLOCKED".equals(row.outcome()) && !decided.contains(attempt(row))) {
                Interval interval = Interval.parse(row.snapshotId());
                if (interval.epoch() == epoch) {
                    holds.merge(Integer.parseInt(row.partition()), interval.from(), Math::min);
                }
            }
        }
        return holds;
    }

    private static String attempt(GateResultRow row) {
        return row.partition() + "/" + row.snapshotId() + "/" + row.attempt();
    }

    private static String attempt(MetricRow row) {
        return row.partition() + "/" + row.snapshotId() + "/" + row.attempt();
    }
}
