package io.sluice.workflows.hosting;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.PlainDesk;
import io.sluice.workflows.stream.StreamHosting;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Holds one hosting activity, which may run for months: nothing comes in but its end, so that the history stays short whatever the
 * stream does. Source: workflows.md §6.
 */
public final class StreamInstanceWorkflowImpl implements StreamInstanceWorkflow {
    private final RunPage page = new RunPage(StreamInstance.TYPE);
    private final RunAttributes attributes = new RunAttributes();

    public StreamInstanceWorkflowImpl() {
        new PlainDesk(page).register();
    }

    @Override
    public @Nullable Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            StreamInstanceInput instance =
                    InputReader.read(StreamInstance.TYPE, StreamInstanceInput.class, input, more);
            String id = CanonicalIds.streamInstance(instance);
            return Launcher.run(StreamInstance.TYPE, id, instance, page, () -> hosted(instance));
        });
    }

    /** The lane is told how it ended; however it ended, that is the end of this run. */
    private String hosted(StreamInstanceInput instance) {
        try {
            host(instance);
            tell(instance, "the app ended by itself");
            return "ended";
        } catch (ActivityFailure e) {
            boolean cancelled = CancellationScope.current().isCancelRequested() || Failures.isCanceled(e);
            tell(instance, cancelled ? "" : why(e));
            // a worker that died while it closed the app can no longer say that it was cancelled
            throw cancelled ? new CanceledFailure("closed") : e;
        }
    }

    private void host(StreamInstanceInput instance) {
        attributes.load();
        attributes.describe("stream-instance", instance.source(), instance.view(), null);
        page.working("looking up " + instance.source(), "a stream worker hosts the app");
        // also the answer to somebody who starts this where there are no streams, and no worker would ever take the
        // next call
        ActivityCalls.light(StreamPlanActivities.class, "resolve " + instance.source())
                .resolveStream(instance.source());
        page.working(
                "hosting %s %s"
                        .formatted(instance.role(), instance.viewVersion())
                        .strip(),
                "until it is cancelled; when its worker dies, another stream worker takes it over");
        ActivityCalls.hosting(StreamHosting.class, Workflow.getInfo().getWorkflowId())
                .host(instance);
    }

    private static void tell(StreamInstanceInput instance, String why) {
        InstanceEnded ended = new InstanceEnded(
                Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getRunId(), why);
        Workflow.newDetachedCancellationScope(() -> {
                    try {
                        Workflow.newUntypedExternalWorkflowStub(CanonicalIds.stream(instance.source()))
                                .signal(InstanceEnded.SIGNAL, ended);
                    } catch (SignalExternalWorkflowException | TemporalFailure e) {
                        Workflow.getLogger(StreamInstanceWorkflowImpl.class)
                                .info("{} does not run", CanonicalIds.stream(instance.source()));
                    }
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
    }

    private static String why(ActivityFailure failure) {
        return Failures.reason(failure)
                .map(reason -> "%s: %s".formatted(reason.getType(), reason.getOriginalMessage()))
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }
}
