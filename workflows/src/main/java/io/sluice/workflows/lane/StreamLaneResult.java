package io.sluice.workflows.lane;

import io.sluice.workflows.details.PartitionView;
import java.util.List;

/**
 * Result of {@code StreamLane}: how it was stopped and where the stream stood.
 *
 * @param mode drain or now
 * @param by who stopped it
 * @param last the last checkpoint of each partition that was reported, at most 200
 * @param failed instances that had failed before they could be drained or closed
 */
public record StreamLaneResult(
        String source, String mode, String by, String reason, List<PartitionView> last, List<String> failed) {
    public StreamLaneResult {
        last = List.copyOf(last);
        failed = List.copyOf(failed);
    }
}
