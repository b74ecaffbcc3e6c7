package io.sluice.workflows.ingest;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.publish.Remedy;
import io.sluice.workflows.publish.Staging;
import io.sluice.workflows.registry.IngestionSettings;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Lands what was delivered, once for each delivery, and stages it. */
final class IngestionStaging implements Staging {
    private final IngestionSettings settings;
    private @Nullable String path;
    private final boolean correction;
    private final RunPage page;
    private final String run = Workflow.getInfo().getOriginalExecutionRunId();
    private @Nullable Landed landed;
    private int delivery;

    IngestionStaging(IngestionSettings settings, BatchIngestionInput input, RunPage page) {
        this.settings = settings;
        this.path = input.path();
        this.correction = Boolean.TRUE.equals(input.correction());
        this.page = page;
    }

    @Override
    public Candidate stage(int attempt, Remedy remedy) {
        String summary = "stage %s %s, attempt %d".formatted(settings.source().name(), settings.partition(), attempt);
        if (remedy.carried()) {
            return activities(summary + ", the last certified values")
                    .stagePrevious(new CarryRequest(settings.source(), settings.partition(), run, attempt));
        }
        return activities(summary)
                .stage(new StageRequest(
                        settings.source(),
                        settings.gate(),
                        settings.partition(),
                        landed(remedy),
                        run,
                        attempt,
                        remedy.quarantineRules(),
                        remedy.mends()));
    }

    /** A reopened candidate needs no rows until somebody remediates it, so landing waits until rows are wanted. */
    private Landed landed(Remedy remedy) {
        if (landed == null || delivery != remedy.delivery()) {
            landed = land(remedy);
            delivery = remedy.delivery();
        }
        return landed;
    }

    private Landed land(Remedy remedy) {
        path = remedy.path() == null ? path : remedy.path();
        page.working("landing " + (path == null ? settings.inputLocation() : path), "the rows are staged");
        Landed received = activities("land %s %s, delivery %d"
                        .formatted(settings.source().name(), settings.partition(), remedy.delivery()))
                .land(new LandRequest(
                        settings.source(), settings.partition(), path, run, remedy.delivery(), correction));
        page.done(
                "landed %d rows of %d files (%d bytes)".formatted(received.rows(), received.files(), received.bytes()));
        return received;
    }

    private static IngestActivities activities(String summary) {
        return ActivityCalls.heavy(IngestActivities.class, summary);
    }

    /** Where the newest delivery came from; null: from where the source's files are. */
    @Nullable
    String path() {
        return path;
    }

    /** Rows received in the newest delivery; 0 when nothing was landed in this run. */
    long rowsRead() {
        return landed == null ? 0 : landed.rows();
    }
}
