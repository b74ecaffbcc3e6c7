package io.sluice.workflows.ingest;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.launch.CanonicalIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has the partitions ingested again that late rows of a published one belong to. Decision 014. */
final class LateCorrections {
    /** A run that has published and not yet ended does not see the late rows any more; it ends within this time. */
    private static final Duration ENDING = Duration.ofSeconds(30);

    private static final int SHOWN = 5;

    private final BatchIngestionInput input;
    private final RunPage page;

    LateCorrections(BatchIngestionInput input, RunPage page) {
        this.input = input;
        this.page = page;
    }

    /**
     * Starts the ingestion of each partition and waits for none.
     *
     * @param partitions when the run's own is among them, the run starts over and this call does not return
     * @param path where the run's delivery came from
     */
    void start(List<String> partitions, @Nullable String path) {
        List<String> others = new ArrayList<>(partitions);
        boolean again = others.remove(input.partition());
        if (!others.isEmpty()) {
            // What is published is published: cancelling the run now shall not keep its late rows from where they
            // belong.
            Workflow.newDetachedCancellationScope(() -> startOthers(others)).run();
        }
        if (again) {
            page.phase("late rows came in meanwhile", "the partition is staged again with them");
            Workflow.continueAsNew(ingestion(
                    String.valueOf(input.partition()), path, "late rows came in while this partition was judged"));
        }
    }

    private void startOthers(List<String> partitions) {
        List<String> running = tryToStart(partitions);
        if (!running.isEmpty()) {
            page.phase("late rows belong to partitions that are being ingested: " + shown(running), "try once more");
            Workflow.sleep(ENDING);
            running = tryToStart(running);
        }
        List<String> started = new ArrayList<>(partitions);
        started.removeAll(running);
        if (!started.isEmpty()) {
            page.done("late rows belong to earlier partitions, whose ingestion was started: " + shown(started));
        }
        if (!running.isEmpty()) {
            page.done(
                    "late rows belong to earlier partitions that are being ingested, which takes them in when it publishes: "
                            + shown(running));
        }
    }

    /** The partitions whose ingestion was running already. */
    private List<String> tryToStart(List<String> partitions) {
        Map<String, ChildWorkflowStub> children = new LinkedHashMap<>();
        partitions.forEach(partition -> children.put(partition, started(partition)));
        List<String> running = new ArrayList<>();
        children.forEach((partition, child) -> {
            try {
                child.getExecution().get();
            } catch (ChildWorkflowFailure e) {
                if (!(e.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
                    throw e;
                }
                running.add(partition);
            }
        });
        return running;
    }

    private ChildWorkflowStub started(String partition) {
        String reason = "late rows that came with " + input.partition();
        ChildWorkflowStub child = Workflow.newUntypedChildWorkflowStub(
                BatchIngestion.TYPE,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(CanonicalIds.ingest(input.source(), partition))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary(reason)
                        .build());
        child.executeAsync(RawValue.class, ingestion(partition, null, reason));
        return child;
    }

    private BatchIngestionInput ingestion(String partition, @Nullable String path, String reason) {
        return new BatchIngestionInput(input.source(), partition, path, input.requestedBy(), reason, null, true);
    }

    private static String shown(List<String> partitions) {
        String some = String.join(", ", partitions.subList(0, Math.min(SHOWN, partitions.size())));
        return partitions.size() <= SHOWN ? some : some + " and %d more".formatted(partitions.size() - SHOWN);
    }
}
