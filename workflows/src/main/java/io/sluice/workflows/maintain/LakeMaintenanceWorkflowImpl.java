package io.sluice.workflows.maintain;

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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Maintains one table. Source: workflows.md §1. */
public final class LakeMaintenanceWorkflowImpl implements LakeMaintenanceWorkflow {
    private final RunPage page = new RunPage(LakeMaintenance.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public LakeMaintenanceWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            LakeMaintenanceInput typed =
                    InputReader.read(LakeMaintenance.TYPE, LakeMaintenanceInput.class, input, more);
            LakeMaintenanceInput effective = new LakeMaintenanceInput(
                    typed.table(), typed.keepDays(), Requesters.of(typed.requestedBy()), typed.reason());
            int days = effective.days();
            return Launcher.run(
                    LakeMaintenance.TYPE,
                    CanonicalIds.table(effective.table()),
                    effective,
                    page,
                    () -> maintain(effective, days));
        });
    }

    private LakeMaintenanceResult maintain(LakeMaintenanceInput input, int days) {
        attributes.load();
        attributes.describe("table", null, null, null);
        page.working("maintaining " + input.table(), "readers and writers go on beside it");
        Instant keptSince = Instant.ofEpochMilli(Workflow.currentTimeMillis()).minus(Duration.ofDays(days));
        LakeMaintenanceResult result = ActivityCalls.heavy(MaintenanceActivities.class, "upkeep of " + input.table())
                .maintain(new MaintenanceRequest(input.table(), keptSince));
        page.done(result.sentence());
        attributes.state("DONE");
        page.phase("done", "");
        return result;
    }
}
