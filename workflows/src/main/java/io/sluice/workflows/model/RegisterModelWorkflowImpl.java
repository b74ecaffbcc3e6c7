package io.sluice.workflows.model;

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
import org.jspecify.annotations.Nullable;

/** Records which training set a version of a model was trained with. Source: workflows.md §1. */
public final class RegisterModelWorkflowImpl implements RegisterModelWorkflow {
    private final RunPage page = new RunPage(RegisterModel.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public RegisterModelWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            RegisterModelInput typed = InputReader.read(RegisterModel.TYPE, RegisterModelInput.class, input, more);
            RegisterModelInput model = new RegisterModelInput(
                    typed.model(),
                    typed.version(),
                    typed.trainingSet(),
                    Requesters.of(typed.requestedBy()),
                    typed.reason());
            return Launcher.run(
                    RegisterModel.TYPE,
                    CanonicalIds.model(model.model(), model.version()),
                    model,
                    page,
                    () -> register(model));
        });
    }

    private RegisterModelResult register(RegisterModelInput input) {
        attributes.load();
        attributes.describe("model", null, null, null);
        String named = "%s %s".formatted(input.model(), input.version());
        page.working("registering " + named, "its lineage is recorded");
        RegisterModelResult result = ActivityCalls.light(ModelActivities.class, "register " + named)
                .register(new RegisterModelRequest(
                        input.model(),
                        input.version(),
                        input.trainingSet(),
                        Workflow.getInfo().getOriginalExecutionRunId(),
                        input.requestedBy(),
                        input.reason()));
        attributes.state("DONE");
        page.done("%s was trained with %s, made from %s"
                .formatted(named, result.table(), String.join(", ", result.releases())));
        page.phase(
                result.unchanged() ? "was registered before" : "registered",
                "start Ask with {\"question\":\"model\",\"model\":\"%s\",\"version\":\"%s\"}"
                        .formatted(input.model(), input.version()));
        return result;
    }
}
