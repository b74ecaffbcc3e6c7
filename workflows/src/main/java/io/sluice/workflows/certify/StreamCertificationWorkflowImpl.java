package io.sluice.workflows.certify;

import static java.util.Objects.requireNonNullElse;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.GatedPublish;
import io.sluice.workflows.publish.GatedRun;
import io.sluice.workflows.publish.Outcome;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has the closed days of a stream cross the gate of their source, one after the other. Source: contract §7, §8. */
public final class StreamCertificationWorkflowImpl implements StreamCertificationWorkflow {
    /** How many days a result names. */
    private static final int NAMED = 100;
    /** After so many days the rest is done by a run with a short history. */
    private static final int MOST = 30;

    private final RunPage page = new RunPage(StreamCertification.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);
    private final List<CertifiedDay> done = new ArrayList<>();
    private int here;

    public StreamCertificationWorkflowImpl() {
        new RunDesk(page, watch).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            StreamCertificationInput typed =
                    InputReader.read(StreamCertification.TYPE, StreamCertificationInput.class, input, more);
            StreamCertificationInput effective = with(typed, typed.progress(), Requesters.of(typed.requestedBy()));
            String id = CanonicalIds.certify(typed.source());
            return Launcher.run(StreamCertification.TYPE, id, effective, page, () -> certify(effective));
        });
    }

    private StreamCertificationResult certify(StreamCertificationInput input) {
        attributes.load();
        attributes.describe("certify", input.source(), null, input.day());
        page.working("resolving source " + input.source(), "closed days are looked for");
        IngestionSettings settings = ActivityCalls.light(RegistryActivities.class, "resolve " + input.source())
                .resolveCertification(input.source());
        Requesters.require(
                input.progress() == null && settings.preventSelfApproval(),
                input.requestedBy(),
                StreamCertification.TYPE,
                settings.gate());
        CertificationProgress progress = requireNonNullElse(input.progress(), CertificationProgress.NONE);
        for (CertificationPlan plan = plan(settings, input, progress); ; plan = plan(settings, input, progress)) {
            List<String> days = plan.days();
            for (int i = 0; i < days.size(); i++) {
                progress = progress.plus(day(settings, input, days.get(i), plan.archive()));
                if (plan.more() || i + 1 < days.size()) {
                    continueAsNewWhenLong(input, progress);
                }
            }
            if (!plan.more()) {
                return result(settings, input, plan, progress);
            }
        }
    }

    private CertificationPlan plan(
            IngestionSettings settings, StreamCertificationInput input, CertificationProgress progress) {
        page.working("looking for closed days of " + input.source(), "their accepted rows are staged, day by day");
        CertificationPlan plan = ActivityCalls.heavy(CertificationActivities.class, "plan " + input.source())
                .planCertification(
                        new CertificationPlanRequest(settings.source(), input.through(), input.day(), progress.left()));
        page.done(plan.sentence());
        return plan;
    }

    /** Whoever published the day while its gate waited has the last word on it; the other days go on. */
    private CertifiedDay day(
            IngestionSettings settings, StreamCertificationInput input, String day, ArchivePin archive) {
        CertifiedDay result;
        try {
            CertificationStaging staging = new CertificationStaging(settings, day, archive);
            GatedRun run = GatedRun.of(settings, input.requestedBy());
            result = certified(day, new GatedPublish(run, staging, page, attributes, watch).publish());
        } catch (TemporalFailure e) {
            if (!Failures.is(e, FailureTypes.STALE_CANDIDATE)) {
                throw e;
            }
            page.done("%s was published by another run, or the archive's snapshot is gone: the next run looks again"
                    .formatted(day));
            result = new CertifiedDay(day, "UNCHANGED", 0, "");
        }
        page.done("%s: %s, %d rows".formatted(day, result.outcome(), result.rows()));
        done.add(result);
        if (done.size() > NAMED) {
            done.remove(0);
        }
        return result;
    }

    private static CertifiedDay certified(String day, Outcome outcome) {
        long rows = outcome.published() == null ? 0 : outcome.published().rows();
        return new CertifiedDay(day, outcome.word(), rows, outcome.publishedSnapshotId());
    }

    private void continueAsNewWhenLong(StreamCertificationInput input, CertificationProgress progress) {
        here++;
        if (here >= MOST || Workflow.getInfo().isContinueAsNewSuggested()) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Workflow.continueAsNew(with(input, progress, input.requestedBy()));
        }
    }

    private StreamCertificationResult result(
            IngestionSettings settings,
            StreamCertificationInput input,
            CertificationPlan plan,
            CertificationProgress progress) {
        if (input.day() == null && input.through() == null && progress.unsettled() == 0 && plan.open() == 0) {
            ActivityCalls.heavy(CertificationActivities.class, "settle " + input.source())
                    .settleCertification(new CertificationRun(
                            settings.source(),
                            plan.archive(),
                            Workflow.getInfo().getOriginalExecutionRunId()));
        }
        Workflow.await(Workflow::isEveryHandlerFinished);
        attributes.state("DONE");
        page.phase("DONE", progress.rejected() == 0 ? "" : again(input));
        return new StreamCertificationResult(
                input.source(),
                progress.days(),
                progress.published(),
                progress.rejected(),
                progress.rows(),
                plan.archive().offsets(),
                done,
                plan.sentence());
    }

    private static String again(StreamCertificationInput input) {
        return "a rejected day is staged again when its rows change, or by {\"source\":\"%s\",\"day\":\"<day>\"}"
                .formatted(input.source());
    }

    private static StreamCertificationInput with(
            StreamCertificationInput input, @Nullable CertificationProgress progress, @Nullable String requestedBy) {
        return new StreamCertificationInput(
                input.source(), input.through(), input.day(), requestedBy, input.reason(), progress);
    }
}
