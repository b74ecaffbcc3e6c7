package io.sluice.workflows.history;

import io.sluice.workflows.Sluice;
import java.util.List;

/**
 * Something that may happen, so that its histories can be recorded and replayed for ever.
 *
 * @param workflowIds the runs whose histories are kept
 */
record Scenario(String name, List<String> workflowIds, Play play) {
    /** Makes it happen. */
    interface Play {
        void on(Sluice sluice);
    }

    /** The resource that holds the history of one of its runs. */
    String file(String workflowId) {
        return "%s--%s.json".formatted(name, workflowId.replace('/', '_').replace(':', '-'));
    }
}
