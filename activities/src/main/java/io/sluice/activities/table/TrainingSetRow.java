package io.sluice.activities.table;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.training_sets}: a build of a training set.
 *
 * @param name of the set
 * @param trainingSet of this build, and of its tag, for example {@code purchases-000001}
 * @param trainingTable for example {@code training.purchases}
 * @param snapshotId of that table, decimal
 * @param views in the order in which they were named
 * @param releases of the views, in that order
 * @param labels {@code table@snapshot}, or {@code path sha256} of each file
 * @param contentHash SHA-256 of columns and rows, whatever their order
 * @param manifest JSON: releases, snapshots, definitions, options, counts, null shares
 */
public record TrainingSetRow(
        String name,
        String trainingSet,
        String run,
        String trainingTable,
        String snapshotId,
        List<String> views,
        List<String> releases,
        List<String> labels,
        String contentHash,
        long rows,
        @Nullable String requestedBy,
        @Nullable String reason,
        Instant at,
        String manifest) {}
