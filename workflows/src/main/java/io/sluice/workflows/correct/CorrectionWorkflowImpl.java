package io.sluice.workflows.correct;

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

/** Looks late events of a stream up in its archive and admits those that are new. Source: contract §3. */
public final class CorrectionWorkflowImpl implements CorrectionWorkflow {
    private final RunPage page = new RunPage(Correction.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public CorrectionWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            CorrectionInput typed = InputReader.read(Correction.TYPE, CorrectionInput.class, input, more);
            CorrectionInput effective =
                    new CorrectionInput(typed.source(), Requesters.of(typed.requestedBy()), typed.reason());
            String id = CanonicalIds.correct(effective.source());
            return Launcher.run(Correction.TYPE, id, effective, page, () -> correct(effective.source()));
        });
    }

    private CorrectionResult correct(String source) {
        attributes.load();
        attributes.describe("correct", source, null, null);
        page.working("looking late events of " + source + " up", "those that are new are admitted through its log");
        CorrectionResult result = ActivityCalls.hosting(CorrectionActivities.class, "late events of " + source)
                .admit(new CorrectionRequest(source, Workflow.getInfo().getOriginalExecutionRunId()));
        page.done(result.sentence());
        attributes.state("DONE");
        page.phase("done", next(result));
        return result;
    }

    private static String next(CorrectionResult result) {
        if (result.admitted() > 0) {
            return "online values follow by themselves; StreamCertification stages the days again";
        }
        return result.waiting() > 0 ? "the next run looks at what waits" : "";
    }
}
