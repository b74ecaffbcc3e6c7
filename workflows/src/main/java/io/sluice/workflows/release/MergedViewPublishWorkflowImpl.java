package io.sluice.workflows.release;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Makes the next release of a view from what is certified. Source: workflows.md §1. */
public final class MergedViewPublishWorkflowImpl implements MergedViewPublishWorkflow {
    private final RunPage page = new RunPage(MergedViewPublish.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public MergedViewPublishWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            MergedViewPublishInput typed =
                    InputReader.read(MergedViewPublish.TYPE, MergedViewPublishInput.class, input, more);
            MergedViewPublishInput release =
                    new MergedViewPublishInput(typed.view(), Requesters.of(typed.requestedBy()), typed.reason());
            return Launcher.run(
                    MergedViewPublish.TYPE,
                    CanonicalIds.publish(release.view()),
                    release,
                    page,
                    () -> release(release));
        });
    }

    private ReleaseResult release(MergedViewPublishInput input) {
        attributes.load();
        attributes.describe("release", null, input.view(), null);
        page.working("releasing " + input.view(), "the manifest is written");
        ViewSettings view = ActivityCalls.light(RegistryActivities.class, "resolve " + input.view())
                .resolveView(input.view());
        String run = Workflow.getInfo().getOriginalExecutionRunId();
        ReleaseResult result = ActivityCalls.light(ReleaseActivities.class, "release " + input.view())
                .publishRelease(new ReleaseRequest(view, run, input.requestedBy(), input.reason()));
        attributes.state("PUBLISHED");
        page.done("certified from %s through %s".formatted(result.certifiedFrom(), result.certifiedThrough()));
        page.phase(
                result.unchanged() ? "unchanged since " + result.release() : "released " + result.release(),
                "start OnlineMaterialization with {\"view\":\"%s\",\"mode\":\"INCREMENTAL\"}".formatted(input.view()));
        return result;
    }
}
