package io.sluice.workflows.apply;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.PlainDesk;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.RegistryActivities;
import io.temporal.common.converter.RawValue;
import org.jspecify.annotations.Nullable;

/** Registers the definitions of a project, one run at a time. Source: workflows.md §1. */
public final class ApplyDefinitionsWorkflowImpl implements ApplyDefinitionsWorkflow {
    private final RunPage page = new RunPage(ApplyDefinitions.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public ApplyDefinitionsWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            ApplyDefinitionsInput project =
                    InputReader.read(ApplyDefinitions.TYPE, ApplyDefinitionsInput.class, input, more);
            return Launcher.run(ApplyDefinitions.TYPE, CanonicalIds.definitions(), project, page, () -> apply(project));
        });
    }

    private ApplyResult apply(ApplyDefinitionsInput input) {
        attributes.load();
        attributes.describe("definitions", null, null, null);
        page.working("reading " + input.project(), "the plan");
        ApplyResult result = ActivityCalls.light(RegistryActivities.class, "apply " + input.project())
                .applyDefinitions(input);
        for (DefinitionChange change : result.changes()) {
            if (!change.change().equals("unchanged")) {
                page.done(line(change));
            }
        }
        attributes.state("DONE");
        page.phase(result.applied() ? "registered" : "planned, nothing was registered", "");
        return result;
    }

    private static String line(DefinitionChange change) {
        String version = change.toVersion() == null ? "" : " " + change.toVersion();
        String why = change.differences().isEmpty() ? "" : " (" + String.join("; ", change.differences()) + ")";
        return "%s %s: %s%s%s".formatted(change.kind(), change.name(), change.change(), version, why);
    }
}
