package io.sluice.workers.host;

import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamRole;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.function.Consumer;

/** An instance with the incarnation that it belongs to. */
record Begun(StreamInstanceInput instance, HostedStream stream) {
    /** Sends what is reported to the lane. Called on the activity's thread. */
    Consumer<List<PartitionCheckpoint>> reports(String id) {
        WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
        String lane = CanonicalIds.stream(instance.source());
        return partitions -> client.newUntypedWorkflowStub(lane)
                .signal(
                        CheckpointReport.SIGNAL,
                        CheckpointReport.of(id, System.currentTimeMillis(), stream.epoch(), fingerprint(), partitions));
    }

    private String fingerprint() {
        HostedView view = stream.view();
        return switch (StreamRole.named(instance.role())) {
            case ACCEPT -> stream.definition().fingerprint();
            case VIEW -> view == null ? "" : view.definition().fingerprint();
            case LAKE_SINK, ONLINE_SINK -> "";
        };
    }
}
