package io.sluice.activities.model;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.ask.Published;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.ModelRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.model.ModelActivities;
import io.sluice.workflows.model.RegisterModelRequest;
import io.sluice.workflows.model.RegisterModelResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.List;

/** {@link ModelActivities} over {@code sluice.models}. */
public final class ModelActivitiesImpl implements ModelActivities {
    private final SystemTables tables;
    private final Published published;
    private final Clock clock;

    public ModelActivitiesImpl(SystemTables tables, Clock clock) {
        this.tables = requireNonNull(tables, "tables is null");
        this.published = new Published(tables);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public RegisterModelResult register(RegisterModelRequest request) {
        TrainingSetRow set = published.trainingSet(request.trainingSet());
        ModelRow row = row(request, set);
        String key = CanonicalIds.model(request.model(), request.version());
        boolean first = tables.models().append(key, List.of(row));
        ModelRow kept = first ? row : published.model(request.model(), request.version());
        if (!kept.trainingSet().equals(request.trainingSet())) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Model %s %s was trained with %s, so says %s of %s: a version is trained once; register %s under another version"
                            .formatted(
                                    kept.model(),
                                    kept.version(),
                                    kept.trainingSet(),
                                    kept.requestedBy() == null ? "somebody" : kept.requestedBy(),
                                    kept.at(),
                                    request.trainingSet()),
                    FailureTypes.REFUSED);
        }
        tables.lineage().append(key, List.of(lineage(kept, key)));
        return new RegisterModelResult(
                kept.model(),
                kept.version(),
                kept.trainingSet(),
                kept.trainingTable() + "@" + kept.snapshotId(),
                kept.contentHash(),
                kept.releases(),
                !kept.run().equals(request.run()));
    }

    private ModelRow row(RegisterModelRequest request, TrainingSetRow set) {
        return new ModelRow(
                request.model(),
                request.version(),
                set.trainingSet(),
                set.trainingTable(),
                set.snapshotId(),
                set.contentHash(),
                set.releases(),
                request.run(),
                request.requestedBy(),
                request.reason(),
                clock.instant());
    }

    private static LineageRow lineage(ModelRow row, String workflowId) {
        return new LineageRow(
                "register",
                List.of(row.trainingTable() + "@" + row.snapshotId()),
                "%s %s".formatted(row.model(), row.version()),
                "model/%s/%s".formatted(row.model(), row.version()),
                row.run(),
                workflowId,
                row.at());
    }
}
