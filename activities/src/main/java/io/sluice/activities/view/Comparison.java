package io.sluice.activities.view;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.release.certified.DoubtfulDay;
import io.sluice.activities.release.certified.History;
import io.sluice.activities.release.certified.LedgerView;
import io.sluice.activities.release.certified.StaleDays;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.ComparisonRow;
import io.sluice.activities.view.engine.DayDifferences;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.Republished;
import io.sluice.activities.view.engine.TrustedSnapshot;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.registry.ViewSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/**
 * Compares days that are stale only because partitions were published again with what trusted rows give now, and writes down
 * which are equal. Killed anywhere, it is simply done again. Source: decision 015.
 */
final class Comparison {
    private final Lake lake;
    private final SystemTables tables;
    private final ViewDefinitions definitions;
    private final ViewSettings view;
    private final ViewPlan plan;
    private final Limits limits;

    Comparison(Lake lake, ViewDefinitions definitions, ViewSettings view, Limits limits) {
        this.lake = lake;
        this.tables = new SystemTables(lake);
        this.definitions = definitions;
        this.view = view;
        this.plan = definitions.plan(view);
        this.limits = limits;
    }

    /** Starts Spark only when a day is in doubt. */
    void record(Spark spark) {
        Optional<Table> table = lake.find(TableNames.parse(view.table()));
        if (table.isEmpty() || table.get().currentSnapshot() == null) {
            return;
        }
        // Snapshots first, the ledger after them: whatever the snapshots hold is in the ledger then, or found to be
        // missing.
        Snapshot published = table.get().currentSnapshot();
        PinnedInputs inputs = PinnedInputs.of(lake, plan);
        LedgerView ledger = LedgerView.of(tables, view, plan);
        if (inputs.snapshots().isEmpty() || !isRecorded(inputs, ledger)) {
            return;
        }
        List<DoubtfulDay> doubtful = new StaleDays(lake, tables).doubtful(view, plan, ledger);
        if (!doubtful.isEmpty()) {
            List<String> equal = spark.run(
                    "compare " + view.view().name(), session -> equal(session, published, inputs, ledger, doubtful));
            append(published, inputs, equal);
        }
    }

    /** A partition may be published a moment before the ledger says so: then its days are not known to be in doubt. */
    private boolean isRecorded(PinnedInputs inputs, LedgerView ledger) {
        History history = new History(lake, ledger);
        return inputs.snapshots().stream()
                .allMatch(input ->
                        history.unrecorded(input.name(), input.snapshotId()).isEmpty());
    }

    private List<String> equal(
            SparkSession session,
            Snapshot published,
            PinnedInputs inputs,
            LedgerView ledger,
            List<DoubtfulDay> doubtful) {
        List<String> labels = doubtful.stream().map(DoubtfulDay::day).toList();
        List<String> different = new DayDifferences(session, plan, limits)
                .of(
                        republished(inputs, ledger, doubtful),
                        inputs.snapshots(),
                        new WantedDays(labels.stream().map(DayRange::parse).toList()),
                        definitions.certifiedThrough(plan),
                        session.read()
                                .option("snapshot-id", published.snapshotId())
                                .table(Lake.CATALOG + "." + view.table()));
        return labels.stream().filter(label -> !different.contains(label)).toList();
    }

    private List<Republished> republished(PinnedInputs inputs, LedgerView ledger, List<DoubtfulDay> doubtful) {
        List<Republished> republished = new ArrayList<>();
        for (TrustedSnapshot now : inputs.snapshots()) {
            String source = plan.sources().get(now.source()).source().name();
            new Versions(ledger, now)
                    .of(source, doubtful)
                    .forEach((before, partitions) -> republished.add(new Republished(
                            before.map(id -> new TrustedSnapshot(now.source(), now.table(), now.name(), id))
                                    .orElse(null),
                            now,
                            partitions)));
        }
        return republished;
    }

    private void append(Snapshot published, PinnedInputs inputs, List<String> equal) {
        if (equal.isEmpty()) {
            return;
        }
        List<String> names = inputs.names();
        // Two lists of days with one hash: the second is not recorded, and its days are computed again.
        String key = "compare/%s@%d/%s/%08x"
                .formatted(view.table(), published.snapshotId(), String.join(",", names), equal.hashCode());
        tables.comparisons()
                .append(
                        key,
                        List.of(new ComparisonRow(
                                view.table(),
                                String.valueOf(published.snapshotId()),
                                published.sequenceNumber(),
                                names,
                                equal)));
    }
}
