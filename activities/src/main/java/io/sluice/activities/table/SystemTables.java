package io.sluice.activities.table;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.gate.ComparisonRow;
import io.sluice.activities.table.gate.CorrectionRow;
import io.sluice.activities.table.gate.DecisionRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.MetricRow;
import io.sluice.activities.table.gate.ProfileRow;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.activities.table.lane.EqualityRow;
import io.sluice.activities.table.lane.IncarnationRow;

/** The tables of the namespace {@code sluice}: what is declared, what was found, who decided, what is the truth. */
public final class SystemTables {
    private final Lake lake;

    public SystemTables(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
    }

    /** {@code sluice.definitions}. */
    public RecordTable<DefinitionRow> definitions() {
        return table("definitions", DefinitionRow.class);
    }

    /** {@code sluice.plans}: what waits for a decision before it is registered. */
    public RecordTable<PlanRow> plans() {
        return table("plans", PlanRow.class);
    }

    /** {@code sluice.partitions}, the ledger. */
    public RecordTable<PartitionRow> partitions() {
        return table("partitions", PartitionRow.class);
    }

    /** {@code sluice.gate_results}. */
    public RecordTable<GateResultRow> gateResults() {
        return table("gate_results", GateResultRow.class);
    }

    /** {@code sluice.metrics}. */
    public RecordTable<MetricRow> metrics() {
        return table("metrics", MetricRow.class);
    }

    /** {@code sluice.profiles}. */
    public RecordTable<ProfileRow> profiles() {
        return table("profiles", ProfileRow.class);
    }

    /** {@code sluice.decisions}. */
    public RecordTable<DecisionRow> decisions() {
        return table("decisions", DecisionRow.class);
    }

    /** {@code sluice.comparisons}. */
    public RecordTable<ComparisonRow> comparisons() {
        return table("comparisons", ComparisonRow.class);
    }

    /** {@code sluice.releases}. */
    public RecordTable<ReleaseRow> releases() {
        return table("releases", ReleaseRow.class);
    }

    /** {@code sluice.rejected_ranges}. */
    public RecordTable<RejectedRangeRow> rejectedRanges() {
        return table("rejected_ranges", RejectedRangeRow.class);
    }

    /** {@code sluice.incarnations}: with what streams were begun. */
    public RecordTable<IncarnationRow> incarnations() {
        return table("incarnations", IncarnationRow.class);
    }

    /** {@code sluice.equality}: what comparisons of lanes found. */
    public RecordTable<EqualityRow> equality() {
        return table("equality", EqualityRow.class);
    }

    /** {@code sluice.certifications}: how far archives of streams were certified. */
    public RecordTable<CertificationRow> certifications() {
        return table("certifications", CertificationRow.class);
    }

    /** {@code sluice.corrections}: how far late events of streams were looked at, and what was brought back. */
    public RecordTable<CorrectionRow> corrections() {
        return table("corrections", CorrectionRow.class);
    }

    /** {@code sluice.training_sets}. */
    public RecordTable<TrainingSetRow> trainingSets() {
        return table("training_sets", TrainingSetRow.class);
    }

    /** {@code sluice.models}. */
    public RecordTable<ModelRow> models() {
        return table("models", ModelRow.class);
    }

    /** {@code sluice.lineage}. */
    public RecordTable<LineageRow> lineage() {
        return table("lineage", LineageRow.class);
    }

    private <R extends Record> RecordTable<R> table(String name, Class<R> type) {
        return new RecordTable<>(lake, TableNames.system(name), type);
    }
}
