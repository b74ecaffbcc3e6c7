package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.registry.ViewSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expressions;

/**
 * The ledger of some tables as it was at one moment: read once, so that all that is told of one operation fits together. It costs a
 * small file for each publication of those tables, whoever asks however often.
 */
public final class LedgerView {
    private final SystemTables tables;
    private final Set<String> datasets;
    private final Map<String, List<PartitionRow>> partitions;

    private LedgerView(SystemTables tables, Set<String> datasets) {
        this.tables = requireNonNull(tables, "tables is null");
        this.datasets = Set.copyOf(datasets);
        this.partitions = tables.partitions().scan(Expressions.in("dataset", List.copyOf(datasets))).stream()
                .collect(Collectors.groupingBy(PartitionRow::dataset));
    }

    /** The rows of the trusted table of a source. */
    public static LedgerView of(SystemTables tables, Source source) {
        return new LedgerView(tables, Set.of(trusted(source)));
    }

    /** The rows of a view's table and of the trusted tables of its sources. */
    public static LedgerView of(SystemTables tables, ViewSettings view, ViewPlan plan) {
        Set<String> datasets =
                plan.sources().stream().map(source -> trusted(source.source())).collect(Collectors.toSet());
        datasets.add(view.table());
        return new LedgerView(tables, datasets);
    }

    private static String trusted(Source source) {
        return TableNames.trusted(source.name()).toString();
    }

    /**
     * All rows of one table, in no order.
     *
     * @throws IllegalArgumentException for a table that this was not read for, of which it knows nothing
     */
    public List<PartitionRow> partitions(String dataset) {
        if (!datasets.contains(dataset)) {
            throw new IllegalArgumentException("Invalid table for this reading of the ledger: " + dataset);
        }
        return partitions.getOrDefault(dataset, List.of());
    }

    /** Those of one table that crossed a gate. */
    public List<PartitionRow> published(String dataset) {
        return partitions(dataset).stream()
                .filter(row -> row.state().equals(PartitionRow.PUBLISHED))
                .toList();
    }

    /** How the gates of these rows ended, as recorded now; the results of tables that none of them is about are not opened. */
    public List<GateResultRow> results(Collection<PartitionRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<String> wanted = rows.stream().map(LedgerView::key).collect(Collectors.toSet());
        Set<String> asked = rows.stream().map(PartitionRow::dataset).collect(Collectors.toSet());
        return tables.gateResults().scan(Expressions.in("dataset", List.copyOf(asked))).stream()
                .filter(result -> wanted.contains(key(result)))
                .toList();
    }

    /** What was judged: the results of a row are those with the same key. */
    public static String key(PartitionRow row) {
        return row.dataset() + "/" + row.snapshotId() + "/" + row.gateAttempt();
    }

    /** The same of a result. */
    public static String key(GateResultRow result) {
        return result.dataset() + "/" + result.snapshotId() + "/" + result.attempt();
    }
}
