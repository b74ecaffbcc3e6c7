package io.sluice.activities.ask;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.landing.Deliveries;
import io.sluice.activities.release.ReleasedPartition;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.workflows.ask.DatasetFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Expressions;

/** What a release holds of each gated table: partitions, what they were made of, and who let them through. */
final class Datasets {
    private static final String LANDING = "landing.";

    private final Lake lake;
    private final SystemTables tables;

    Datasets(Lake lake, SystemTables tables) {
        this.lake = lake;
        this.tables = tables;
    }

    /** By name of the table. */
    List<DatasetFacts> of(List<ReleasedPartition> released, Bound bound) {
        Map<String, List<ReleasedPartition>> byDataset = released.stream()
                .collect(Collectors.groupingBy(ReleasedPartition::dataset, TreeMap::new, Collectors.toList()));
        return byDataset.entrySet().stream()
                .map(entry -> facts(entry.getKey(), entry.getValue(), bound))
                .toList();
    }

    private DatasetFacts facts(String dataset, List<ReleasedPartition> released, Bound bound) {
        List<String> labels =
                released.stream().map(ReleasedPartition::partition).sorted().toList();
        List<PartitionRow> rows = rows(tables, dataset, released);
        List<GateResultRow> results = results(dataset, rows);
        Map<String, Long> outcomes = rows.stream()
                .collect(Collectors.groupingBy(PartitionRow::outcome, TreeMap::new, Collectors.counting()));
        return new DatasetFacts(
                dataset,
                labels.size(),
                labels.get(0),
                labels.get(labels.size() - 1),
                rows.stream().mapToLong(PartitionRow::rows).sum(),
                outcomes.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList(),
                bound.of(inputs(dataset, released)),
                bound.of(waivers(results)),
                bound.of(distinct(results.stream().map(GateResultRow::reportUri))));
    }

    /** The rows of the ledger that published these partitions. */
    static List<PartitionRow> rows(SystemTables tables, String dataset, Collection<ReleasedPartition> released) {
        Set<ReleasedPartition> wanted = Set.copyOf(released);
        return tables.partitions().scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .filter(row -> wanted.contains(
                        new ReleasedPartition(row.dataset(), row.partition(), row.publishedSnapshotId())))
                .sorted(Comparator.comparing(PartitionRow::partition))
                .toList();
    }

    private List<GateResultRow> results(String dataset, List<PartitionRow> rows) {
        Set<String> audited = rows.stream()
                .map(row -> row.snapshotId() + " " + row.gateAttempt() + " " + row.reportHash())
                .collect(Collectors.toSet());
        return tables.gateResults().scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> audited.contains(row.snapshotId() + " " + row.attempt() + " " + row.reportHash()))
                .sorted(Comparator.comparing(GateResultRow::partition))
                .toList();
    }

    private static List<String> waivers(List<GateResultRow> results) {
        return distinct(results.stream()
                .filter(row -> row.outcome().equals("WAIVED"))
                .map(row -> "%s: %s, by %s: %s, report %s"
                        .formatted(
                                row.partition(),
                                String.join(", ", row.failed()),
                                row.decidedBy(),
                                row.reason(),
                                row.reportUri())));
    }

    private List<String> inputs(String dataset, List<ReleasedPartition> released) {
        Set<String> outputs = released.stream()
                .map(partition -> dataset + "@" + partition.snapshotId())
                .collect(Collectors.toSet());
        List<String> inputs = new ArrayList<>();
        tables.lineage().scan(Expressions.in("output", outputs.toArray())).stream()
                .filter(row -> row.operation().equals("publish"))
                .sorted(Comparator.comparing(LineageRow::at))
                .flatMap(row -> row.inputs().stream())
                .distinct()
                .forEach(input -> inputs.addAll(files(input)));
        return distinct(inputs.stream());
    }

    /** Of what was landed the files, of anything else its name. */
    private List<String> files(String input) {
        int at = input.lastIndexOf('@');
        if (!input.startsWith(LANDING) || at < 0) {
            return List.of(input);
        }
        List<String> files = new Deliveries(lake, input.substring(LANDING.length(), at)).files(input.substring(at + 1));
        return files.isEmpty() ? List.of(input) : files;
    }

    private static List<String> distinct(Stream<String> texts) {
        return texts.distinct().toList();
    }
}
