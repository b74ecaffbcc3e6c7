package io.sluice.activities.gate;

import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Replacement;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.TestingRows;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.report.ReportFiles;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

/** Candidates of {@code trusted.clicks} and what a gate may say about them. */
final class TestingCandidates {
    static final TableIdentifier TABLE = TableNames.trusted("clicks");
    static final DefinitionRef SOURCE = new DefinitionRef("source", "clicks", "v1", "f1");

    private TestingCandidates() {}

    static Candidate stage(Lake lake, String run, int attempt, String partition, String... ids) {
        return stage(lake, Map.of(), run, attempt, partition, ids);
    }

    /** A candidate of rows that leave quarantine. */
    static Candidate reprocess(Lake lake, String run, int attempt, String partition, String... ids) {
        return stage(lake, Map.of(SummaryKeys.QUARANTINE_OF, "run-0/1"), run, attempt, partition, ids);
    }

    private static Candidate stage(
            Lake lake, Map<String, String> more, String run, int attempt, String partition, String... ids) {
        Map<String, String> summary = new LinkedHashMap<>(more);
        summary.put(SummaryKeys.INPUTS, "landing.clicks@7");
        summary.put(SummaryKeys.PARTITION, partition);
        Table table = lake.loadOrCreate(TableLayouts.trusted(TestingRows.source("clicks")));
        Snapshot staged = new WriteAuditPublish(lake)
                .stageReplacement(new Replacement(
                        TABLE,
                        SummaryKeys.wapId(run, attempt),
                        List.of(TestingRows.file(table, partition, ids)),
                        List.of(partition),
                        summary));
        return new Candidate(
                TABLE.toString(),
                partition,
                String.valueOf(staged.snapshotId()),
                staged.parentId() == null ? "" : String.valueOf(staged.parentId()),
                run,
                attempt,
                ids.length,
                2,
                1,
                List.of(partition));
    }

    static GateResult result(Candidate candidate, int attempt, String outcome, String reportHash) {
        return new GateResult(
                "clicks_gate",
                "v1",
                candidate.dataset(),
                candidate.partition(),
                candidate.snapshotId(),
                attempt,
                outcome,
                "",
                List.of(),
                null,
                reportHash,
                "file:///report",
                "ann",
                "because",
                List.of());
    }

    static PublishRequest publish(Candidate candidate, GateResult gate) {
        return new PublishRequest(candidate, gate, SOURCE, "ingest/clicks/" + candidate.partition(), "ann");
    }

    /** Activities for whom every dataset has to cross {@code clicks_gate}. */
    static GateActivitiesImpl gates(Lake lake, String folder, Clock clock) {
        return new GateActivitiesImpl(
                lake,
                new ReportFiles(lake, folder + "/reports"),
                (definition, dataset) -> Optional.of("clicks_gate"),
                TestingCandidates::noPlan,
                IdentityCheck.claimed(),
                clock);
    }

    private static Verdict noPlan(AuditRequest request) {
        throw new AssertionError(request);
    }

    static KeepRequest keep(Candidate candidate, GateResult gate) {
        return keep(candidate, gate, 14);
    }

    static KeepRequest keep(Candidate candidate, GateResult gate, int days) {
        return new KeepRequest(candidate, gate, SOURCE, "ingest/clicks/" + candidate.partition(), days);
    }
}
