package io.sluice.workflows.details;

import java.util.List;

/**
 * What a lane shows of its stream.
 *
 * @param source its name and version, as it runs
 * @param partitions of the log, at most 200
 * @param morePartitions how many there are besides
 */
public record LaneView(
        String source, List<InstanceView> instances, List<PartitionView> partitions, int morePartitions) {
    public LaneView {
        instances = List.copyOf(instances);
        partitions = List.copyOf(partitions);
    }
}
