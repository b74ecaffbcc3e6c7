package io.sluice.workers.inbox;

import io.sluice.workflows.window.view.GateView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.common.converter.RawValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The gates of a namespace. */
final class TemporalGates implements RunningGates {
    private final WorkflowClient client;

    TemporalGates(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public List<String> ids(String query, int most) {
        try (Stream<String> ids =
                client.listExecutions(query).map(run -> run.getExecution().getWorkflowId())) {
            return ids.limit(most).toList();
        }
    }

    @Override
    public Optional<GateView> status(String workflowId) {
        try {
            return GateView.from(client.newUntypedWorkflowStub(workflowId).query("status", RawValue.class));
        } catch (WorkflowException noWorkerOrJustEnded) {
            return Optional.empty();
        }
    }
}
