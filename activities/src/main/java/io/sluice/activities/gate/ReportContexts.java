package io.sluice.activities.gate;

import io.sluice.activities.metric.MetricHistory;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.DecisionRow;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.difference.Difference;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.page.NextStep;
import io.sluice.quality.report.page.Remark;
import io.sluice.workflows.details.Commands;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.window.view.GateView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** What a report tells beside the audit: what was before it, what people said, and what can be typed now. */
public final class ReportContexts {
    /** Points of a trend. */
    private static final int HISTORY = 30;

    /** The newest to stay; all of them are in {@code sluice.decisions}. */
    private static final int REMARKS = 50;

    private final SystemTables tables;
    private final MetricHistory history;
    private final ReportFiles reports;

    public ReportContexts(SystemTables tables, ReportFiles reports) {
        this.tables = tables;
        this.history = new MetricHistory(tables);
        this.reports = reports;
    }

    public ReportContext of(
            Verdict verdict,
            AuditResult result,
            TableProfile profile,
            @Nullable Difference difference,
            String run,
            Instant at) {
        AuditFacts facts = result.facts();
        List<PartitionRow> last = history.certified(facts.dataset(), facts.partition(), 1);
        return new ReportContext(
                new ReportHead(
                        verdict.gate().name(),
                        verdict.gate().version(),
                        verdict.gate().fingerprint()),
                run,
                at,
                history.before(facts.dataset(), facts.partition(), HISTORY),
                profile,
                last.isEmpty() ? TableProfile.NONE : reference(last.get(0)),
                last.isEmpty() ? "" : last.get(0).candidate() + ", certified",
                remarks(facts.dataset(), facts.partition()),
                verdict.outcome().equals("BLOCKED") && verdict.prior() == null ? steps(verdict, facts) : List.of(),
                ReportFiles.index(),
                difference);
    }

    private TableProfile reference(PartitionRow last) {
        return reports.profile(last.dataset(), last.snapshotId(), last.reportHash());
    }

    /** What people said about a partition, in order of time, ignored decisions included. */
    List<Remark> remarks(String dataset, String partition) {
        List<DecisionRow> all = tables
                .decisions()
                .scan(Expressions.and(Expressions.equal("dataset", dataset), Expressions.equal("partition", partition)))
                .stream()
                .sorted(Comparator.comparing(DecisionRow::at).thenComparing(DecisionRow::decisionId))
                .toList();
        return all.subList(Math.max(0, all.size() - REMARKS), all.size()).stream()
                .map(row -> new Remark(
                        row.at(),
                        row.by(),
                        row.identity(),
                        (row.verb() + " " + row.detail()).strip(),
                        row.reason(),
                        row.attempt(),
                        row.effect()))
                .toList();
    }

    private static List<NextStep> steps(Verdict verdict, AuditFacts facts) {
        String gateId = CanonicalIds.gate(facts.dataset(), facts.partition(), facts.snapshotId(), facts.attempt());
        GateView view = new GateView(
                gateId,
                verdict.gate().name(),
                facts.dataset(),
                facts.partition(),
                facts.snapshotId(),
                facts.attempt(),
                "AWAITING_DECISION",
                verdict.rules(),
                verdict.rules().size(),
                verdict.rulesInAll(),
                verdict.reportUri(),
                verdict.reportHash(),
                verdict.policy().approvers(),
                List.of(),
                verdict.policy().quorum(),
                "",
                "",
                0,
                List.of(),
                null);
        return Commands.of(view, gateId).stream()
                .map(command -> new NextStep(command.name(), command.effect(), command.text()))
                .toList();
    }
}
