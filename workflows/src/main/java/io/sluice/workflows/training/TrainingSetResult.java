package io.sluice.workflows.training;

import java.util.List;

/**
 * Result of {@code TrainingSet}.
 *
 * @param trainingSet the name of this build, and of its tag on the table, for example {@code purchases-000001}
 * @param table for example {@code training.purchases}
 * @param contentHash SHA-256 of columns and rows, whatever the order of rows and files
 * @param releases in the order of the views
 * @param retired features that are registered no longer, as {@code view.feature}
 */
public record TrainingSetResult(
        String trainingSet,
        String table,
        String snapshotId,
        long rows,
        String contentHash,
        List<String> releases,
        List<TrainingCounts> counts,
        List<String> retired) {
    public TrainingSetResult {
        releases = List.copyOf(releases);
        counts = List.copyOf(counts);
        retired = List.copyOf(retired);
    }
}
