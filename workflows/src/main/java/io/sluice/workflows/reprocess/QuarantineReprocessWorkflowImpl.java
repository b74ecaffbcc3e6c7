package io.sluice.workflows.reprocess;

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
import io.sluice.workflows.publish.Remedy;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.RemedyRequest;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges quarantined rows again, partition by partition, and lets those that pass cross the gate together with what is published.
 * Source: workflows.md §1.
 */
public final class QuarantineReprocessWorkflowImpl implements QuarantineReprocessWorkflow {
    /** How many partitions a result names. */
    private static final int NAMED = 100;
    /** After so many partitions the rest is done by a run with a short history. */
    private static final int MOST = 100;

    private final RunPage page = new RunPage(QuarantineReprocess.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);
    private final List<ReprocessedPartition> done = new ArrayList<>();
    private int here;

    public QuarantineReprocessWorkflowImpl() {
        new RunDesk(page, watch).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            QuarantineReprocessInput typed =
                    InputReader.read(QuarantineReprocess.TYPE, QuarantineReprocessInput.class, input, more);
            QuarantineReprocessInput effective = with(typed, typed.progress(), Requesters.of(typed.requestedBy()));
            String id = CanonicalIds.reprocess(typed.source());
            return Launcher.run(QuarantineReprocess.TYPE, id, effective, page, () -> reprocess(effective));
        });
    }

    private QuarantineReprocessResult reprocess(QuarantineReprocessInput input) {
        attributes.load();
        attributes.describe("reprocess", input.source(), null, input.partition());
        IngestionSettings settings = ActivityCalls.light(RegistryActivities.class, "resolve " + input.source())
                .resolveReprocess(input.source());
        Requesters.require(
                input.progress() == null && settings.preventSelfApproval(),
                input.requestedBy(),
                QuarantineReprocess.TYPE,
                settings.gate());
        Remedy remedy = remedy(settings, input);
        ReprocessProgress progress = requireNonNullElse(input.progress(), ReprocessProgress.NONE);
        for (ReprocessPlan plan = plan(settings, input, progress); ; plan = plan(settings, input, progress)) {
            List<String> partitions = plan.partitions();
            for (int i = 0; i < partitions.size(); i++) {
                progress = progress.plus(partition(settings, input, partitions.get(i), remedy));
                if (plan.more() || i + 1 < partitions.size()) {
                    continueAsNewWhenLong(input, progress);
                }
            }
            if (!plan.more()) {
                return result(input, progress);
            }
        }
    }

    private ReprocessPlan plan(IngestionSettings settings, QuarantineReprocessInput input, ReprocessProgress progress) {
        page.working("looking for quarantined rows", "each partition's rows are judged again");
        ReprocessPlan plan = ActivityCalls.heavy(
                        ReprocessActivities.class, "find quarantined rows of " + input.source())
                .planReprocess(new ReprocessPlanRequest(settings.source(), input.partition(), progress.after()));
        page.done("%d%s partitions of %s have rows in quarantine"
                .formatted(plan.partitions().size(), plan.more() ? " or more" : "", input.source()));
        return plan;
    }

    /** A name that is wrong is found before anything is done. */
    private static Remedy remedy(IngestionSettings settings, QuarantineReprocessInput input) {
        List<String> mends = new ArrayList<>();
        if (input.patch() != null) {
            check(settings, "PATCH", input.patch());
            mends.add("patch/" + input.patch());
        }
        if (input.fixer() != null) {
            check(settings, "FIXER", input.fixer());
            mends.add("fixer/" + input.fixer());
        }
        return Remedy.NONE.mending(mends);
    }

    private static void check(IngestionSettings settings, String strategy, String name) {
        String refusal = ActivityCalls.light(RegistryActivities.class, "is there " + strategy + " " + name)
                .checkRemedy(new RemedyRequest("trusted." + settings.source().name(), "", strategy, name));
        if (!refusal.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(refusal, FailureTypes.NOT_FOUND);
        }
    }

    /** Whoever published the partition anew meanwhile has the last word on it; the other partitions go on. */
    private ReprocessedPartition partition(
            IngestionSettings settings, QuarantineReprocessInput input, String partition, Remedy remedy) {
        page.working("judging quarantined rows of " + partition, "those that pass are staged");
        ReprocessedPartition result;
        try {
            result = judged(settings, input, partition, remedy);
        } catch (TemporalFailure e) {
            if (!Failures.is(e, FailureTypes.STALE_CANDIDATE)) {
                throw e;
            }
            page.done(Failures.reason(e)
                    .map(ApplicationFailure::getOriginalMessage)
                    .orElse(""));
            result = new ReprocessedPartition(partition, "UNCHANGED", 0, 0, 0, 0, "");
        }
        page.done("%s: %s, %d rows passed, %d duplicates, %d still refused"
                .formatted(partition, result.outcome(), result.passed(), result.duplicates(), result.stillRefused()));
        done.add(result);
        if (done.size() > NAMED) {
            done.remove(0);
        }
        return result;
    }

    private ReprocessedPartition judged(
            IngestionSettings settings, QuarantineReprocessInput input, String partition, Remedy remedy) {
        ReprocessStaging staging = new ReprocessStaging(settings, partition);
        Reprocessed first = staging.judge(1, remedy);
        if (first.candidate() == null) {
            return unchanged(partition, first);
        }
        GatedRun run = GatedRun.of(settings, input.requestedBy());
        return published(
                partition,
                staging,
                new GatedPublish(run, staging, page, attributes, watch).publish(first.candidate(), 1, remedy));
    }

    private static ReprocessedPartition unchanged(String partition, Reprocessed judged) {
        return new ReprocessedPartition(
                partition, "UNCHANGED", 0, judged.duplicates(), judged.dropped(), judged.stillRefused(), "");
    }

    private ReprocessedPartition published(String partition, ReprocessStaging staging, Outcome outcome) {
        Reprocessed judged = staging.last();
        if (outcome.published() == null) {
            long refused = judged.stillRefused() + judged.passed() + judged.duplicates() + judged.dropped();
            return new ReprocessedPartition(partition, outcome.word(), 0, 0, 0, refused, "");
        }
        settle(partition, outcome);
        return new ReprocessedPartition(
                partition,
                outcome.word(),
                judged.passed(),
                judged.duplicates(),
                judged.dropped(),
                judged.stillRefused(),
                outcome.publishedSnapshotId());
    }

    /** The rows are published; where others changed quarantine meanwhile, the next run takes them out of it. */
    private void settle(String partition, Outcome outcome) {
        try {
            ActivityCalls.heavy(ReprocessActivities.class, "release rows of " + partition)
                    .settleReprocess(new SettleRequest(outcome.candidate().dataset(), outcome.publishedSnapshotId()));
        } catch (TemporalFailure e) {
            if (!Failures.is(e, FailureTypes.STALE_CANDIDATE)) {
                throw e;
            }
            page.done("quarantine of %s was changed meanwhile: rows that passed leave it when this is started again"
                    .formatted(partition));
        }
    }

    private void continueAsNewWhenLong(QuarantineReprocessInput input, ReprocessProgress progress) {
        here++;
        if (here >= MOST || Workflow.getInfo().isContinueAsNewSuggested()) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Workflow.continueAsNew(with(input, progress, input.requestedBy()));
        }
    }

    private QuarantineReprocessResult result(QuarantineReprocessInput input, ReprocessProgress progress) {
        Workflow.await(Workflow::isEveryHandlerFinished);
        attributes.state("DONE");
        page.phase("DONE", progress.stillRefused() == 0 ? "" : "mend what is still refused, and start this again");
        return new QuarantineReprocessResult(
                input.source(),
                progress.partitions(),
                progress.passed(),
                progress.duplicates(),
                progress.dropped(),
                progress.stillRefused(),
                done);
    }

    private static QuarantineReprocessInput with(
            QuarantineReprocessInput input, @Nullable ReprocessProgress progress, @Nullable String requestedBy) {
        return new QuarantineReprocessInput(
                input.source(), input.partition(), input.patch(), input.fixer(), requestedBy, input.reason(), progress);
    }
}
