package io.sluice.workers.doctor;

import io.grpc.StatusRuntimeException;
import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workflows.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Server, namespace, search attributes, workers. */
public final class TemporalCheck implements Check {
    /** Registered by the local stack; a namespace without them works, but its lists cannot be filtered. */
    static final List<String> SEARCH_ATTRIBUTES =
            List.of("SluiceKind", "SluiceSource", "SluiceView", "SluicePartition", "SluiceState");

    private final TemporalConnection connection;

    public TemporalCheck(TemporalConnection connection) {
        this.connection = connection;
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.add(
                    Finding.ok("Temporal server", connection.address() + ", version " + connection.serverVersion()));
            connection.describeNamespace();
            findings.add(Finding.ok("Temporal namespace", connection.namespace()));
            findings.add(searchAttributes(connection.searchAttributes()));
            findings.add(worker(TaskQueues.CONTROL, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, "control"));
            findings.add(worker(TaskQueues.BATCH, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY, "batch"));
        } catch (StatusRuntimeException e) {
            String sentence = connection.explain(e);
            int colon = sentence.indexOf(": ");
            findings.add(Finding.failed(
                    "Temporal server",
                    colon < 0 ? sentence : sentence.substring(0, colon),
                    colon < 0 ? "" : sentence.substring(colon + 2)));
        }
        return findings;
    }

    static Finding searchAttributes(Map<String, String> found) {
        List<String> wrong = SEARCH_ATTRIBUTES.stream()
                .filter(name -> found.containsKey(name) && !found.get(name).equals("Keyword"))
                .toList();
        if (!wrong.isEmpty()) {
            return Finding.failed(
                    "Search attributes",
                    String.join(", ", wrong) + " not of type Keyword",
                    "use another namespace: a type cannot be changed");
        }
        List<String> missing = SEARCH_ATTRIBUTES.stream()
                .filter(name -> !found.containsKey(name))
                .toList();
        if (missing.isEmpty()) {
            return Finding.ok("Search attributes", String.join(", ", SEARCH_ATTRIBUTES));
        }
        StringBuilder mend = new StringBuilder("temporal operator search-attribute create --type Keyword");
        missing.forEach(name -> mend.append(" --name ").append(name));
        return Finding.warning("Search attributes", "not registered: " + String.join(", ", missing), mend.toString());
    }

    private Finding worker(String queue, TaskQueueType type, String role) {
        String subject = "Worker on " + queue;
        return connection.pollers(queue, type) > 0
                ? Finding.ok(subject, "asks for work")
                : Finding.warning(
                        subject, "none: what is started waits until one comes", "sluice worker --role " + role);
    }
}
