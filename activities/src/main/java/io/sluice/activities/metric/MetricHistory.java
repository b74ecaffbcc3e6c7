package io.sluice.activities.metric;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.history.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;

/** Reads {@code sluice.metrics} back: what was measured on the partitions that are certified now. Reads the lake, changes nothing. */
public final class MetricHistory {
    private final SystemTables tables;

    public MetricHistory(SystemTables tables) {
        this.tables = requireNonNull(tables, "tables is null");
    }

    /**
     * The metrics of the last certified partitions before one, the oldest first. Of a partition that was published again only the
     * newest publication counts, by the audit that certified it.
     *
     * @param dataset for example {@code trusted.online_retail}
     * @param partition a label, or a range {@code from..to} as views have them; itself not included
     * @param most partitions at most
     */
    public History before(String dataset, String partition, int most) {
        List<PartitionRow> certified = certified(dataset, partition, most);
        if (certified.isEmpty()) {
            return History.none();
        }
        Map<String, List<MetricRow>> metrics = metrics(dataset, certified);
        Map<MetricName, List<Point>> points = new LinkedHashMap<>();
        for (PartitionRow row : certified) {
            metrics.getOrDefault(row.snapshotId(), List.of()).stream()
                    .filter(metric -> isOf(metric, row))
                    .forEach(metric -> points.computeIfAbsent(
                                    new MetricName(metric.rule(), metric.metric(), metric.column()),
                                    name -> new ArrayList<>())
                            .add(new Point(row.candidate(), metric.value())));
        }
        return History.of(points);
    }

    /**
     * The ledger's rows of the last certified partitions before one, the oldest first. What was gated as one stands for its
     * partitions as long as it holds at least one of them.
     */
    public List<PartitionRow> certified(String dataset, String partition, int most) {
        Map<String, PartitionRow> held = new HashMap<>();
        tables.partitions().scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .forEach(row -> held.merge(
                        row.partition(), row, (one, other) -> one.sequence() >= other.sequence() ? one : other));
        TreeMap<String, PartitionRow> candidates = new TreeMap<>();
        held.values()
                .forEach(row -> candidates.merge(
                        row.candidate(), row, (one, other) -> one.sequence() >= other.sequence() ? one : other));
        List<PartitionRow> earlier =
                new ArrayList<>(candidates.headMap(partition, false).values());
        return earlier.subList(Math.max(0, earlier.size() - most), earlier.size());
    }

    private Map<String, List<MetricRow>> metrics(String dataset, List<PartitionRow> certified) {
        Set<String> snapshots = certified.stream().map(PartitionRow::snapshotId).collect(Collectors.toSet());
        return tables
                .metrics()
                .scan(Expressions.and(Expressions.equal("dataset", dataset), Expressions.in("snapshot_id", snapshots)))
                .stream()
                .collect(Collectors.groupingBy(MetricRow::snapshotId));
    }

    private static boolean isOf(MetricRow metric, PartitionRow row) {
        String hash = metric.reportHash();
        return metric.attempt() == row.gateAttempt() && (hash == null || hash.equals(row.reportHash()));
    }
}
