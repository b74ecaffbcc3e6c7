package io.sluice.workflows.training;

import static java.util.Objects.requireNonNullElse;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.PlainDesk;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pins releases and labels, then joins them. Source: workflows.md §1. */
public final class TrainingSetWorkflowImpl implements TrainingSetWorkflow {
    private final RunPage page = new RunPage(TrainingSet.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public TrainingSetWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            TrainingSetInput typed = effective(InputReader.read(TrainingSet.TYPE, TrainingSetInput.class, input, more));
            String id = CanonicalIds.training(typed.name());
            return Launcher.run(TrainingSet.TYPE, id, typed, page, () -> build(typed));
        });
    }

    private static TrainingSetInput effective(TrainingSetInput input) {
        return new TrainingSetInput(
                input.name(),
                input.view(),
                input.views(),
                input.release(),
                input.releases(),
                input.labels(),
                requireNonNullElse(input.as(), "defined"),
                requireNonNullElse(input.beyondCertified(), "error"),
                requireNonNullElse(input.join(), "merge"),
                Requesters.of(input.requestedBy()),
                input.reason());
    }

    private TrainingSetResult build(TrainingSetInput input) {
        List<String> views = input.allViews();
        attributes.load();
        attributes.describe("training", null, views.size() == 1 ? views.get(0) : null, null);
        page.working("pinning releases of " + String.join(", ", views), "the labels are joined");
        TrainingPlan plan = activities("plan " + input.name()).plan(request(input, views));
        String releases = plan.views().stream().map(PinnedView::release).collect(Collectors.joining(", "));
        page.done("pinned " + releases);
        page.working("joining labels with " + releases, "the manifest is written");
        TrainingSetResult result = activities("build " + input.name()).build(plan);
        attributes.state("PUBLISHED");
        tell(result);
        return result;
    }

    private static TrainingRequest request(TrainingSetInput input, List<String> views) {
        return new TrainingRequest(
                input.name(),
                views,
                input.allReleases(),
                input.labels(),
                requireNonNullElse(input.as(), "defined"),
                requireNonNullElse(input.beyondCertified(), "error"),
                requireNonNullElse(input.join(), "merge"),
                Workflow.getInfo().getOriginalExecutionRunId(),
                input.requestedBy(),
                input.reason());
    }

    private void tell(TrainingSetResult result) {
        page.done("%d rows, content %s".formatted(result.rows(), result.contentHash()));
        for (TrainingCounts counts : result.counts()) {
            if (counts.withoutKey() + counts.withoutTimestamp() + counts.before() + counts.after() > 0) {
                page.done("%s: %d labels without key, %d without timestamp, %d before and %d after what is certified"
                        .formatted(
                                counts.view(),
                                counts.withoutKey(),
                                counts.withoutTimestamp(),
                                counts.before(),
                                counts.after()));
            }
        }
        if (!result.retired().isEmpty()) {
            page.done("registered no longer: " + String.join(", ", result.retired()));
        }
        page.phase(
                "built " + result.trainingSet(), "read %s at tag %s".formatted(result.table(), result.trainingSet()));
    }

    private static TrainingActivities activities(String summary) {
        return ActivityCalls.heavy(TrainingActivities.class, summary);
    }
}
