package io.sluice.workflows.equality;

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
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.notice.NoticeActivities;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the lanes of a stream, and tells people where they differ. Source: contract §8, workflows.md §1. */
public final class EqualityCheckWorkflowImpl implements EqualityCheckWorkflow {
    private static final int ENTITIES = 200;
    private static final int MOST_ENTITIES = 5_000;
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
        int entities = requireNonNullElse(input.entities(), ENTITIES);
        if (entities < 1 || entities > MOST_ENTITIES) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "entities: expected 1 to %d, not %d".formatted(MOST_ENTITIES, entities),
                    FailureTypes.INVALID_INPUT);
        }
        return new EqualityCheckInput(
                input.source(), entities, input.seed(), Requesters.of(input.requestedBy()), input.reason());
    }

    private EqualityCheckResult compare(EqualityCheckInput input) {
        attributes.load();
        attributes.describe("equality", input.source(), null, null);
        page.working("comparing " + input.source(), "numbers per feature are recorded in sluice.equality");
        StreamPlan plan = ActivityCalls.light(StreamPlanActivities.class, "resolve " + input.source())
                .resolveStream(input.source());
        long seed = requireNonNullElse(input.seed(), Workflow.currentTimeMillis());
        String run = Workflow.getInfo().getOriginalExecutionRunId();
        EqualityRequest request = new EqualityRequest(
                input.source(),
                plan.views(),
                requireNonNullElse(input.entities(), ENTITIES),
                seed,
                run,
                Workflow.currentTimeMillis());
        EqualityCheckResult result = EqualityCheckResult.of(
                input.source(),
                seed,
                ActivityCalls.checking(EqualityActivities.class, "compare " + input.source())
                        .compare(request));
        List<String> broken = broken(result);
        if (!broken.isEmpty()) {
            tell(request, broken);
        }
        attributes.state(broken.isEmpty() ? "DONE" : "NOT_EQUAL");
        page.done("%d values compared, %d differ".formatted(result.compared(), result.different()));
        broken.forEach(page::done);
        page.phase(result.verdict(), broken.isEmpty() ? "" : "see sluice.equality, run " + run);
        return result;
    }

    private static List<String> broken(EqualityCheckResult result) {
        return result.numbers().stream()
                .filter(EqualityNumbers::isBroken)
                .map(numbers -> "%s %s.%s: %d of %d differ, first at %s"
                        .formatted(
                                numbers.check(),
                                numbers.view(),
                                numbers.feature(),
                                numbers.different(),
                                numbers.compared(),
                                String.join(", ", numbers.first())))
                .limit(NAMED)
                .toList();
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
                "NOT_EQUAL",
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
