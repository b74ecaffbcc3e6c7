package io.sluice.workflows.audit;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.GateActivities;
import io.sluice.workflows.gate.QualityGateInput;
import io.sluice.workflows.gate.audit.AuditActivities;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.registry.DefinitionsGate;
import io.sluice.workflows.stream.StreamActivities;
import io.sluice.workflows.window.DecisionClock;
import io.sluice.workflows.window.DecisionLoop;
import io.sluice.workflows.window.DecisionWindow;
import io.sluice.workflows.window.Ending;
import io.sluice.workflows.window.GateDesk;
import io.sluice.workflows.window.Journal;
import io.sluice.workflows.window.view.GateNotices;
import io.sluice.workflows.window.view.GateSubject;
import io.sluice.workflows.window.view.GateView;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audits one snapshot; when it is blocked, waits for people; writes down how it ended. Source: workflows.md §2 to §4. */
public final class QualityGateWorkflowImpl implements QualityGateWorkflow {
    private static final String STREAMS = "events.";

    private final RunPage page = new RunPage(QualityGate.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateNotifications notifications = new GateNotifications(page);
    private final Journal journal = new Journal();
    private final GateDesk desk = new GateDesk(journal);
    private final DecisionLoop people = new DecisionLoop(desk, journal, this::changed);
    private @Nullable String parent;

    public QualityGateWorkflowImpl() {
        desk.register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            QualityGateInput gate = InputReader.read(QualityGate.TYPE, QualityGateInput.class, input, more);
            String id = CanonicalIds.gate(gate.dataset(), gate.partition(), gate.snapshotId(), gate.attempt());
            if (!Workflow.getInfo().getWorkflowId().equals(id)) {
                desk.standsInFor(id);
            }
            return Launcher.run(QualityGate.TYPE, id, gate, page, () -> gate(gate));
        });
    }

    private GateResult gate(QualityGateInput input) {
        begin(input);
        Verdict verdict = audit(input);
        GateResult result = outcome(input, verdict);
        finish(result);
        return result;
    }

    private void begin(QualityGateInput input) {
        parent = input.parent();
        journal.about(new GateSubject(
                Workflow.getInfo().getWorkflowId(),
                input.gate(),
                input.dataset(),
                partition(input),
                input.snapshotId(),
                input.attempt(),
                "",
                ""));
        attributes.load();
        attributes.describe("gate", source(input.dataset()), view(input.dataset()), partition(input));
    }

    private Verdict audit(QualityGateInput input) {
        page.working("auditing", "the verdict");
        Verdict verdict = verdict(
                new AuditRequest(input.gate(), input.dataset(), partition(input), input.snapshotId(), input.attempt()));
        askWhoAsked(input, verdict.policy());
        desk.audited(verdict);
        page.done("audited: %s, %d rules over %d rows"
                .formatted(verdict.outcome(), verdict.rulesInAll(), verdict.rows()));
        return verdict;
    }

    /** A run is asked where it starts: a policy that was changed since then ends none that is under way. */
    private void askWhoAsked(QualityGateInput input, Policy policy) {
        Requesters.require(
                input.parent() == null && policy.preventSelfApproval(),
                input.requestedBy(),
                QualityGate.TYPE,
                input.gate());
        if (policy.preventSelfApproval() && input.requestedBy() == null) {
            page.done(
                    "nobody knows who asked for this run, so nobody is kept from deciding on their own; the policy of gate %s"
                                    .formatted(input.gate())
                            + " says prevent_self_approval since the run was started");
        }
    }

    private static Verdict verdict(AuditRequest request) {
        String summary = "audit %s %s, attempt %d".formatted(request.dataset(), request.partition(), request.attempt());
        if (request.dataset().startsWith(STREAMS)) {
            return ActivityCalls.topics(StreamActivities.class, summary).auditInterval(request);
        }
        return request.dataset().equals(DefinitionsGate.DATASET)
                ? ActivityCalls.light(GateActivities.class, summary).auditDefinitions(request)
                : ActivityCalls.heavy(AuditActivities.class, summary).audit(request);
    }

    private GateResult outcome(QualityGateInput input, Verdict verdict) {
        if (!verdict.outcome().equals("BLOCKED")) {
            return result(input, verdict, new Ending(verdict.outcome(), "", "", "", List.of(), null));
        }
        @Nullable GateResult prior = verdict.prior();
        if (prior != null && isAbout(prior, input, verdict)) {
            page.done("decided before: %s by %s, applied again".formatted(prior.outcome(), prior.decidedBy()));
            return prior;
        }
        return result(input, verdict, decision(input, verdict));
    }

    /** A decision holds for the attempt and the report that people saw, and for nothing else. */
    private static boolean isAbout(GateResult prior, QualityGateInput input, Verdict verdict) {
        return prior.attempt() == input.attempt()
                && prior.snapshotId().equals(input.snapshotId())
                && prior.reportHash().equals(verdict.reportHash());
    }

    private Ending decision(QualityGateInput input, Verdict verdict) {
        desk.open(window(input, verdict));
        attributes.state("AWAITING_DECISION");
        tell(GateNotices.OPENED);
        notifications.opened(desk.status());
        show();
        return people.await();
    }

    private DecisionWindow window(QualityGateInput input, Verdict verdict) {
        Policy policy = verdict.policy();
        return new DecisionWindow(
                Workflow.getInfo().getWorkflowId(),
                input.dataset(),
                input.snapshotId(),
                input.attempt(),
                input.parent(),
                input.requestedBy(),
                policy,
                verdict.rules(),
                verdict.rulesInAll(),
                policy.approvers(),
                List.of(),
                List.of(),
                DecisionClock.start(Workflow.currentTimeMillis(), policy),
                null);
    }

    private void finish(GateResult result) {
        page.working("recording " + result.outcome(), "");
        ActivityCalls.light(GateActivities.class, "record " + result.outcome()).recordOutcome(result);
        desk.close(result.outcome());
        attributes.state(result.outcome());
        page.phase(result.outcome(), "");
        show();
        tell(GateNotices.CLOSED);
        notifications.closed(desk.status(), desk.wasOpened());
        Workflow.await(Workflow::isEveryHandlerFinished);
        journal.record();
    }

    private void changed() {
        show();
        tell(GateNotices.CHANGED);
        notifications.changed(desk.status());
    }

    private void show() {
        GateView view = desk.status();
        if (view.waits()) {
            page.phase(view.state(), "somebody decides, by one of the commands below");
        }
        page.gates(List.of(view));
    }

    /** A parent that has gone need not know. */
    private void tell(String notice) {
        if (parent == null || !desk.wasOpened()) {
            return;
        }
        try {
            Workflow.newUntypedExternalWorkflowStub(parent).signal(notice, desk.status());
        } catch (SignalExternalWorkflowException | ApplicationFailure e) {
            page.done("could not tell %s: it no longer runs".formatted(parent));
        }
    }

    private static GateResult result(QualityGateInput input, Verdict verdict, Ending ending) {
        return new GateResult(
                input.gate(),
                verdict.gate().version(),
                input.dataset(),
                partition(input),
                input.snapshotId(),
                input.attempt(),
                ending.outcome(),
                ending.strategy(),
                ending.rules(),
                ending.path(),
                verdict.reportHash(),
                verdict.reportUri(),
                ending.by(),
                ending.reason(),
                DecisionWindow.namesOfBlocking(verdict.rules()));
    }

    private static String partition(QualityGateInput input) {
        return input.partition() == null ? CanonicalIds.UNPARTITIONED : input.partition();
    }

    private static @Nullable String source(String dataset) {
        return after(dataset, dataset.startsWith(STREAMS) ? STREAMS : "trusted.");
    }

    private static @Nullable String view(String dataset) {
        @Nullable String table = after(dataset, "views.");
        return table == null ? null : table.replaceFirst("_v[0-9]+$", "");
    }

    private static @Nullable String after(String dataset, String namespace) {
        return dataset.startsWith(namespace) ? dataset.substring(namespace.length()) : null;
    }
}
