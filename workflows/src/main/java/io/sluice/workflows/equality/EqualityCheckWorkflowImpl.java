package io.sluice.workflows.equality;

import static java.util.Objects.requireNonNullElse;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.correct.Correction;
import io.sluice.workflows.correct.CorrectionInput;
import io.sluice.workflows.correct.CorrectionRuns;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.notice.NoticeActivities;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the lanes of a stream, tells people where they differ, and has late events corrected that make a difference. Source: contract §8, workflows.md §1. */
public final class EqualityCheckWorkflowImpl implements EqualityCheckWorkflow {
    private static final int ENTITIES = 200;
    private static final int MOST_ENTITIES = 5_000;
    private static final int DAYS = 7;
    private static final int MOST_DAYS = 100;
    private static final int NAMED = 20;
    private static final ActivityOptions TELLING = ActivityOptions.newBuilder(ActivityCalls.LIGHT)
            .setScheduleToCloseTimeout(Duration.ofMinutes(2))
            .setSummary("tell people: DIFFERS")
            .build();

    private final RunPage page = new RunPage(EqualityCheck.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public EqualityCheckWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            EqualityCheckInput typed = InputReader.read(EqualityCheck.TYPE, EqualityCheckInput.class, input, more);
            EqualityCheckInput check = effective(typed);
            String id = CanonicalIds.equality(check.source());
            return Launcher.run(EqualityCheck.TYPE, id, check, page, () -> compare(check));
        });
    }

    private static EqualityCheckInput effective(EqualityCheckInput input) {
        return new EqualityCheckInput(
                input.source(),
                within("entities", requireNonNullElse(input.entities(), ENTITIES), MOST_ENTITIES),
                within("days", requireNonNullElse(input.days(), DAYS), MOST_DAYS),
                input.seed(),
                Requesters.of(input.requestedBy()),
                input.reason());
    }

    private static int within(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "%s: expected 1 to %d, not %d".formatted(field, most, value), FailureTypes.INVALID_INPUT);
        }
        return value;
    }

    private EqualityCheckResult compare(EqualityCheckInput input) {
        attributes.load();
        attributes.describe("equality", input.source(), null, null);
        page.working("comparing " + input.source(), "numbers per feature are recorded in sluice.equality");
        StreamPlan plan = ActivityCalls.light(StreamPlanActivities.class, "resolve " + input.source())
                .resolveStream(input.source());
        EqualityRequest request = request(input, plan);
        EqualityFound lanes = ActivityCalls.checking(
                        EqualityActivities.class, "compare checkpoints of " + input.source())
                .compare(request);
        page.done("compared %d values at checkpoints and online".formatted(lanes.compared()));
        EqualityFound days = ActivityCalls.heavy(
                        CertifiedEqualityActivities.class, "compare certified days of " + input.source())
                .compareCertified(request);
        page.done("compared %d numbers of rows of certified days".formatted(days.compared()));
        EqualityFound all = lanes.and(days);
        EqualityCheckResult result =
                EqualityCheckResult.of(input.source(), request.seed(), all, correct(plan, all.late()));
        end(request, result);
        return result;
    }

    private static EqualityRequest request(EqualityCheckInput input, StreamPlan plan) {
        long now = Workflow.currentTimeMillis();
        return new EqualityRequest(
                input.source(),
                plan.views(),
                requireNonNullElse(input.entities(), ENTITIES),
                requireNonNullElse(input.days(), DAYS),
                requireNonNullElse(input.seed(), now),
                Workflow.getInfo().getOriginalExecutionRunId(),
                now);
    }

    /** What late rows would change is changed by a correction, where the source wants that: contract §8, E2. It goes on by itself. */
    private @Nullable String correct(StreamPlan plan, long late) {
        if (late == 0) {
            return null;
        }
        String source = plan.source().name();
        if (!plan.corrects()) {
            page.done("%d values would be others with late events, which the late policy of %s leaves out"
                    .formatted(late, source));
            return null;
        }
        String id = CanonicalIds.correct(source);
        Correction correction = CorrectionRuns.of(source);
        Async.function(
                correction::run,
                new CorrectionInput(source, Workflow.getInfo().getWorkflowId(), "late events would change values"));
        try {
            Workflow.getWorkflowExecution(correction).get();
            page.done("%d values would be others with late events: %s was begun".formatted(late, id));
            return id;
        } catch (ChildWorkflowFailure runsAlready) {
            page.done("%d values would be others with late events: %s runs already".formatted(late, id));
            return null;
        }
    }

    private void end(EqualityRequest request, EqualityCheckResult result) {
        List<String> broken = broken(result);
        if (!broken.isEmpty()) {
            tell(request, broken);
        }
        attributes.state(result.verdict().replace(' ', '_'));
        page.done("%d compared, %d differ".formatted(result.compared(), result.different()));
        broken.forEach(page::done);
        result.uncompared().forEach(page::done);
        page.phase(result.verdict(), broken.isEmpty() ? "" : "see sluice.equality, run " + request.run());
    }

    private static List<String> broken(EqualityCheckResult result) {
        return result.differing().stream()
                .filter(EqualityNumbers::differs)
                .map(numbers -> "%s %s: %d of %d differ, first at %s"
                        .formatted(
                                numbers.check(),
                                what(numbers),
                                numbers.different(),
                                numbers.compared(),
                                String.join(", ", numbers.first())))
                .limit(NAMED)
                .toList();
    }

    private static String what(EqualityNumbers numbers) {
        if (numbers.view().isEmpty()) {
            return "rows";
        }
        return numbers.feature().isEmpty() ? numbers.view() : numbers.view() + "." + numbers.feature();
    }

    /** What was found is on record; that nobody could be told ends nothing. */
    private static void tell(EqualityRequest request, List<String> broken) {
        Notice notice = new Notice(
                "equality/" + request.run(),
                Notice.DIFFERS,
                CanonicalIds.equality(request.source()),
                "equality",
                "events." + request.source(),
                "",
                "",
                1,
                EqualityCheckResult.NOT_EQUAL,
                broken,
                "",
                "",
                List.of("temporal workflow result --workflow-id " + CanonicalIds.equality(request.source())),
                request.at());
        try {
            Workflow.newActivityStub(NoticeActivities.class, TELLING).tell(notice);
        } catch (ActivityFailure undelivered) {
            Workflow.getLogger(EqualityCheckWorkflowImpl.class).warn("No notice was sent", undelivered);
        }
    }
}
