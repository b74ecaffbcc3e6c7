package io.sluice.activities.view.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partitions of a trusted table at two snapshots.
 *
 * @param before null when there were no rows, or nobody knows them any more
 */
public record Republished(@Nullable TrustedSnapshot before, TrustedSnapshot now, List<String> partitions) {
    public Republished {
        partitions = List.copyOf(partitions);
    }
}
