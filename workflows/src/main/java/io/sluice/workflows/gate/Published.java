package io.sluice.workflows.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published candidate.
 *
 * @param alreadyPublished true when an earlier try had done it
 * @param outdated partitions of a source that have to be staged again because of late rows, itself perhaps among them
 */
public record Published(
        String snapshotId,
        long rows,
        boolean alreadyPublished,
        @Nullable List<String> outdated) {
    /** Histories of workers that knew no late rows say nothing about them. */
    public List<String> outdatedPartitions() {
        return outdated == null ? List.of() : outdated;
    }
}
