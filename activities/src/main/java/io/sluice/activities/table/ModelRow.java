package io.sluice.activities.table;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.models}: which training set a version of a model was trained with.
 *
 * @param trainingSet one build, for example {@code purchases-000001}
 * @param trainingTable for example {@code training.purchases}
 * @param snapshotId of that table, decimal
 * @param releases that the training set was made from
 */
public record ModelRow(
        String model,
        String version,
        String trainingSet,
        String trainingTable,
        String snapshotId,
        String contentHash,
        List<String> releases,
        String run,
        @Nullable String requestedBy,
        @Nullable String reason,
        Instant at) {}
