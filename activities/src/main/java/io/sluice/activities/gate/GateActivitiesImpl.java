package io.sluice.activities.gate;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.gate.audit.DefinitionAudits;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.Publication;
import io.sluice.activities.lake.StaleCandidateException;
import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.DecisionRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.Identity;
import io.sluice.workflows.gate.IdentityClaim;
import io.sluice.workflows.gate.KeepRequest;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.gate.ReopenRequest;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Writes decisions and outcomes down, publishes what a gate let through, keeps what it did not.
 *
 * <p>Each durable effect is idempotent and has a fail point on either side; a call that died anywhere is simply repeated.
 */
public final class GateActivitiesImpl implements GateActivities {
    private final Lake lake;
    private final SystemTables tables;
    private final WriteAuditPublish publishing;
    private final Certificates certificates;
    private final SummarisedDecisions decisions;
    private final RejectedCandidates rejected;
    private final ReportFiles reports;
    private final ReportContexts contexts;
    private final DatasetGates gates;
    private final IdentityCheck identities;
    private final DefinitionAudits definitions;
    private final Clock clock;

    /**
     * Creates them.
     *
     * @param gates says which gate a candidate has to cross
     * @param definitions says what is to be decided about a plan of definitions
     * @param identities says who decides
     */
    public GateActivitiesImpl(
            Lake lake,
            ReportFiles reports,
            DatasetGates gates,
            DefinitionAudits definitions,
            IdentityCheck identities,
            Clock clock) {
        this.lake = requireNonNull(lake, "lake is null");
        this.gates = requireNonNull(gates, "gates is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.identities = requireNonNull(identities, "identities is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.tables = new SystemTables(lake);
        this.reports = requireNonNull(reports, "reports is null");
        this.contexts = new ReportContexts(tables, reports);
        this.publishing = new WriteAuditPublish(lake);
        this.certificates = new Certificates(tables.gateResults());
        this.decisions = new SummarisedDecisions(tables.decisions());
        this.rejected = new RejectedCandidates(tables, certificates, publishing, clock);
    }

    @Override
    public Verdict auditDefinitions(AuditRequest request) {
        return definitions.audit(request);
    }

    @Override
    public Identity checkIdentity(IdentityClaim claim) {
        return identities.check(claim);
    }

    @Override
    public void abandonCandidate(Candidate candidate) {
        publishing.abandon(TableNames.parse(candidate.dataset()), snapshotId(candidate.snapshotId()));
    }

    @Override
    public void recordDecision(DecisionRecord decision) {
        tables.decisions().append("decision/" + decision.decisionId(), List.of(DecisionRow.of(decision)));
    }

    @Override
    public void recordOutcome(GateResult outcome) {
        String key = String.join(
                "/",
                "outcome",
                outcome.gate(),
                outcome.dataset(),
                outcome.snapshotId(),
                String.valueOf(outcome.attempt()),
                outcome.reportHash(),
                outcome.outcome());
        tables.gateResults().append(key, List.of(GateResultRow.of(outcome, clock.instant())));
        reports.ended(outcome, Endings.sentence(outcome), contexts.remarks(outcome.dataset(), outcome.partition()));
        reports.list();
    }

    @Override
    public Published publish(PublishRequest request) {
        Candidate candidate = request.candidate();
        TableIdentifier table = TableNames.parse(candidate.dataset());
        long snapshotId = snapshotId(candidate.snapshotId());
        Snapshot staged = staged(candidate, table, snapshotId);
        GateResultRow certificate = certificates.require(candidate, gate(request), request.gate());
        Publication done = pick(candidate, table, snapshotId);
        Map<String, Long> rows = publishing.rowsByPartition(table, snapshotId);
        tables.partitions()
                .append(
                        "publish/" + candidate.dataset() + "/" + snapshotId,
                        LedgerRows.published(request, rows, certificate.outcome(), done, clock.instant()));
        tables.lineage()
                .append("publish/" + candidate.dataset() + "/" + snapshotId, List.of(lineage(request, staged, done)));
        publishing.closeCandidate(table, snapshotId);
        FailPoints.hit("publish.after-close");
        return new Published(
                String.valueOf(done.snapshotId()),
                rows.values().stream().mapToLong(Long::longValue).sum(),
                done.already(),
                outdated(candidate, table));
    }

    /** By the registry, so that a candidate cannot choose who judges it. */
    private String gate(PublishRequest request) {
        String dataset = request.candidate().dataset();
        return gates.gate(request.definition(), dataset)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Snapshot %s of %s is not published: %s, which it names as its definition, is not registered or does not make it"
                                .formatted(
                                        request.candidate().snapshotId(),
                                        dataset,
                                        LedgerRows.text(request.definition())),
                        FailureTypes.NOT_CERTIFIED));
    }

    /** The partitions of a source that late rows make it necessary to stage again. */
    private List<String> outdated(Candidate candidate, TableIdentifier table) {
        return table.equals(TableNames.trusted(table.name()))
                ? new LateDeliveries(lake.load(table)).outdatedBy(candidate.partition())
                : List.of();
    }

    @Override
    public void keepRejected(KeepRequest request) {
        Candidate candidate = request.candidate();
        TableIdentifier table = TableNames.parse(candidate.dataset());
        long snapshotId = snapshotId(candidate.snapshotId());
        staged(candidate, table, snapshotId);
        if (publishing.findPublished(table, snapshotId).isPresent()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Snapshot " + snapshotId + " of " + table + " is published and cannot be rejected any more",
                    FailureTypes.REFUSED);
        }
        FailPoints.hit("reject.before-tag");
        publishing.keepRejected(
                table,
                snapshotId,
                clock.instant().plus(Duration.ofDays(request.keepDays())).toEpochMilli());
        FailPoints.hit("reject.after-tag");
        tables.partitions()
                .append(
                        "reject/" + candidate.dataset() + "/" + snapshotId + "/"
                                + request.gate().attempt(),
                        LedgerRows.rejected(request, publishing.rowsByPartition(table, snapshotId), clock.instant()));
    }

    @Override
    public RejectedCandidate findRejected(ReopenRequest request) {
        return rejected.find(request, snapshotId(request.snapshotId()));
    }

    @Override
    public void reopenCandidate(Candidate candidate) {
        try {
            FailPoints.hit("reopen.before-tag");
            publishing.reopen(TableNames.parse(candidate.dataset()), snapshotId(candidate.snapshotId()));
            FailPoints.hit("reopen.after-tag");
        } catch (StaleCandidateException e) {
            throw stale(e);
        }
    }

    private static ApplicationFailure stale(StaleCandidateException e) {
        return ApplicationFailure.newNonRetryableFailureWithCause(e.getMessage(), FailureTypes.STALE_CANDIDATE, e);
    }

    private Publication pick(Candidate candidate, TableIdentifier table, long snapshotId) {
        try {
            String said = decisions.about(candidate.dataset(), publishing.ofRun(table, candidate.run()));
            return publishing.publish(table, snapshotId, Map.of(SummaryKeys.DECISIONS, said));
        } catch (StaleCandidateException e) {
            throw stale(e);
        }
    }

    /** The staged snapshot, which must be the one that the candidate says it is. */
    private Snapshot staged(Candidate candidate, TableIdentifier table, long snapshotId) {
        Snapshot staged =
                lake.find(table).map(loaded -> loaded.snapshot(snapshotId)).orElse(null);
        if (staged == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Snapshot " + snapshotId + " is not in " + table + " (any more): stage and audit again",
                    FailureTypes.STALE_CANDIDATE);
        }
        String wapId = SummaryKeys.wapId(candidate.run(), candidate.attempt());
        if (!wapId.equals(staged.summary().get(SummaryKeys.WAP_ID))) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Snapshot " + snapshotId + " of " + table + " was staged as "
                            + staged.summary().get(SummaryKeys.WAP_ID) + ", not as " + wapId,
                    FailureTypes.NOT_CERTIFIED);
        }
        return staged;
    }

    private LineageRow lineage(PublishRequest request, Snapshot staged, Publication done) {
        String inputs = staged.summary().getOrDefault(SummaryKeys.INPUTS, "");
        return new LineageRow(
                "publish",
                inputs.isEmpty() ? List.of() : List.of(inputs.split(",")),
                request.candidate().dataset() + "@" + done.snapshotId(),
                LedgerRows.text(request.definition()),
                request.candidate().run(),
                request.workflowId(),
                clock.instant());
    }

    private static long snapshotId(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Invalid snapshotId (expected a decimal number): " + text, FailureTypes.INVALID_INPUT);
        }
    }
}
