package io.sluice.activities.gate.audit;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.gate.ReportContexts;
import io.sluice.activities.metric.AuditMetrics;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.report.Reports;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** What an audit leaves behind, whatever it was made of: report, metrics, and the verdict as a gate's workflow reads it. */
public final class AuditRecords {
    private final SystemTables tables;
    private final ReportFiles reports;
    private final ReportContexts contexts;
    private final Clock clock;

    public AuditRecords(SystemTables tables, ReportFiles reports, Clock clock) {
        this.tables = requireNonNull(tables, "tables is null");
        this.reports = requireNonNull(reports, "reports is null");
        this.contexts = new ReportContexts(tables, reports);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Writes report and metrics; the same result of the same gate version writes the same again.
     *
     * @param run that made what was audited
     */
    public Verdict write(
            AuditRequest request,
            Guard guard,
            AuditResult result,
            TableProfile profile,
            @Nullable Difference difference,
            String run) {
        String hash = Reports.hash(result, guard.ref().fingerprint());
        Instant now = clock.instant();
        Verdict verdict = Verdicts.of(
                guard,
                result,
                hash,
                reports.address(guard.ref().name(), result.facts()),
                prior(request, hash).orElse(null),
                difference);
        tables.metrics()
                .append(AuditMetrics.key(result.facts(), hash), AuditMetrics.rows(result, run, guard.ref(), hash, now));
        reports.write(result, contexts.of(verdict, result, profile, difference, run, now));
        reports.list();
        return verdict;
    }

    /** The newest outcome already decided for this snapshot, attempt and report. */
    private Optional<GateResult> prior(AuditRequest request, String hash) {
        return tables
                .gateResults()
                .scan(Expressions.and(
                        Expressions.equal("snapshot_id", request.snapshotId()), Expressions.equal("report_hash", hash)))
                .stream()
                .filter(row -> row.dataset().equals(request.dataset())
                        && row.partition().equals(request.partition())
                        && row.attempt() == request.attempt())
                .max(Comparator.comparing(GateResultRow::at))
                .map(GateResultRow::result);
    }
}
