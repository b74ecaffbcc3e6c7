package io.sluice.workflows.ask;

import java.util.List;

/**
 * Where a partition of a source went.
 *
 * @param versions the snapshots of {@code trusted} that published it, oldest first
 * @param releases that hold it, with the snapshot: {@code release @snapshot}
 * @param trainingSets that were made from one of these releases
 * @param models that were trained with one of these training sets, {@code model version}
 */
public record PartitionUses(
        String source,
        String partition,
        List<String> versions,
        List<String> releases,
        List<String> trainingSets,
        List<String> models) {
    public PartitionUses {
        versions = List.copyOf(versions);
        releases = List.copyOf(releases);
        trainingSets = List.copyOf(trainingSets);
        models = List.copyOf(models);
    }
}
