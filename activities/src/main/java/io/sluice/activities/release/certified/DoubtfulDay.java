package io.sluice.activities.release.certified;

import java.util.List;
import java.util.Map;

/**
 * A day of a view that is stale for one reason only: partitions that reach into it were published after it was computed. Their
 * rows tell whether it differs.
 *
 * @param day such as 2010-12-01
 * @param inputs by source name, the snapshot of the trusted table that stands for what it was computed from; none where there
 *     was no row, or the snapshot is gone
 * @param partitions by source name, those that were published after
 */
public record DoubtfulDay(String day, Map<String, Long> inputs, Map<String, List<String>> partitions) {
    public DoubtfulDay {
        inputs = Map.copyOf(inputs);
        partitions = Map.copyOf(partitions);
    }
}
