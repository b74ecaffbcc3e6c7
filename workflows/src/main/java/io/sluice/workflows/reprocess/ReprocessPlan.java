package io.sluice.workflows.reprocess;

import java.util.List;

/**
 * Partitions to be reprocessed, in their order.
 *
 * @param more whether there are others after these
 */
public record ReprocessPlan(List<String> partitions, Boolean more) {
    public ReprocessPlan {
        partitions = List.copyOf(partitions);
    }
}
