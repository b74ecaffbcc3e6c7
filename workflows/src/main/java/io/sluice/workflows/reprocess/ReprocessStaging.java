package io.sluice.workflows.reprocess;

import static java.util.Objects.requireNonNull;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.publish.Remedy;
import io.sluice.workflows.publish.Staging;
import io.sluice.workflows.registry.IngestionSettings;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Judges the quarantined rows of one partition, again with each attempt. */
final class ReprocessStaging implements Staging {
    private final IngestionSettings settings;
    private final String partition;
    private final String run = Workflow.getInfo().getOriginalExecutionRunId();
    private @Nullable Reprocessed last;

    ReprocessStaging(IngestionSettings settings, String partition) {
        this.settings = settings;
        this.partition = partition;
    }

    /** StaleCandidate when the partition was published anew meanwhile and its rows are no longer missing from it. */
    @Override
    public Candidate stage(int attempt, Remedy remedy) {
        @Nullable Candidate candidate = judge(attempt, remedy).candidate();
        if (candidate == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Partition %s of source %s was published anew meanwhile and has no rows in quarantine any more"
                            .formatted(partition, settings.source().name()),
                    FailureTypes.STALE_CANDIDATE);
        }
        return candidate;
    }

    /** Only the first attempt may find nothing to publish: a later one has a gate that waits for it. */
    Reprocessed judge(int attempt, Remedy remedy) {
        Reprocessed judged = ActivityCalls.heavy(
                        ReprocessActivities.class,
                        "judge quarantined rows of %s %s, attempt %d"
                                .formatted(settings.source().name(), partition, attempt))
                .stageReprocess(new ReprocessRequest(
                        settings.source(),
                        settings.gate(),
                        partition,
                        run,
                        attempt,
                        remedy.quarantineRules(),
                        remedy.mends()));
        last = judged;
        return judged;
    }

    /** What the newest attempt found. */
    Reprocessed last() {
        return requireNonNull(last, "last is null");
    }
}
