package io.sluice.workflows.lane.part;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.hosting.InstanceEnded;
import io.sluice.workflows.hosting.StreamInstance;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a lane. They are abandoned children: a lane that continues as new, fails or is terminated leaves them running,
 * and the next one adopts them by their ids, because an id that runs cannot be started twice.
 */
public final class Instances {
    /** An instance says that it has closed just before it has. */
    private static final Duration STILL_CLOSING = Duration.ofSeconds(1);

    private final RunPage page;
    private final Map<String, Instance> all = new LinkedHashMap<>();
    private boolean news;

    public Instances(RunPage page) {
        this.page = page;
    }

    /** These are to exist; those that are known already stay as they are. */
    public void add(List<StreamInstanceInput> inputs) {
        inputs.forEach(input -> all.computeIfAbsent(CanonicalIds.streamInstance(input), id -> new Instance(id, input)));
    }

    /** What the run before this one knew. */
    public void restore(List<String> running) {
        all.values().forEach(one -> one.believed(running.contains(one.id())));
    }

    public List<Instance> all() {
        return List.copyOf(all.values());
    }

    public @Nullable Instance find(String id) {
        return all.get(id);
    }

    /** Ids of those that may still run. */
    public List<String> running() {
        return all.values().stream().filter(Instance::mayRun).map(Instance::id).toList();
    }

    public boolean haveNews() {
        return news;
    }

    public void read() {
        news = false;
    }

    /** Those that failed may be started once more. */
    public void forgive() {
        all.values().forEach(Instance::forgive);
    }

    /** Starts, adopts and closes until every instance is as it should be; comes back before they have closed. */
    public void arrange(Predicate<Instance> wanted) {
        List<Instance> starting =
                all.values().stream().filter(wanted).filter(Instance::isToStart).toList();
        // cancelling the lane closes its instances by their ids, the adopted ones too, and in this order
        Workflow.newDetachedCancellationScope(() -> {
                    starting.forEach(this::launch);
                    starting.forEach(this::started);
                    all.values().stream()
                            .filter(wanted.negate())
                            .filter(Instance::isToClose)
                            .forEach(this::close);
                })
                .run();
    }

    /** Those that are asked to close and have not said that they did are asked again: one that was terminated says nothing. */
    public void askAgain() {
        all.values().forEach(Instance::askAgain);
    }

    /** An instance says that it has closed. */
    public void ended(InstanceEnded ended) {
        @Nullable Instance instance = all.get(ended.instance());
        if (instance == null) {
            page.ignored(InstanceEnded.SIGNAL, "this lane has no instance " + ended.instance());
        } else if (instance.isRun(ended.runId())) {
            ended(instance, ended.why());
        }
    }

    private void launch(Instance instance) {
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                StreamInstance.TYPE,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(instance.id())
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("instance of " + Workflow.getInfo().getWorkflowId())
                        .build());
        Promise<String> end = child.executeAsync(String.class, instance.input());
        instance.starting(child.getExecution());
        end.handle((value, failure) -> {
            boolean ended = failure == null || !isRunningAlready(failure);
            if (ended && instance.isOf(child.getExecution())) {
                ended(instance, failure == null ? "the app ended by itself" : StreamFailures.why(failure));
            }
            return null;
        });
    }

    private void started(Instance instance) {
        try {
            WorkflowExecution execution = instance.execution().get();
            instance.started(execution.getRunId());
            page.done("started " + instance.id());
        } catch (ChildWorkflowFailure e) {
            if (!isRunningAlready(e)) {
                ended(instance, StreamFailures.why(e));
            } else if (instance.isStillClosing()) {
                Workflow.newTimer(STILL_CLOSING).thenApply(over -> news = true);
            } else if (instance.adopted()) {
                page.done("adopted %s, which runs already".formatted(instance.id()));
            }
        }
    }

    private void close(Instance instance) {
        instance.closing();
        Async.procedure(() -> {
            try {
                Workflow.newUntypedExternalWorkflowStub(instance.id()).cancel();
            } catch (CancelExternalWorkflowException | TemporalFailure e) {
                ended(instance, "");
            }
        });
    }

    private void ended(Instance instance, String why) {
        if (instance.ended(why)) {
            page.done(why.isEmpty() ? "closed " + instance.id() : "%s failed: %s".formatted(instance.id(), why));
            news = true;
        }
    }

    private static boolean isRunningAlready(Throwable failure) {
        return failure.getCause() instanceof WorkflowExecutionAlreadyStarted;
    }
}
