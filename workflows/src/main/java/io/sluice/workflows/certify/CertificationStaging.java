package io.sluice.workflows.certify;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.publish.Remedy;
import io.sluice.workflows.publish.Staging;
import io.sluice.workflows.registry.IngestionSettings;
import io.temporal.workflow.Workflow;

/** Stages one day from the archive that its run pinned, so that every attempt sees the same rows. */
final class CertificationStaging implements Staging {
    private final IngestionSettings settings;
    private final String day;
    private final ArchivePin archive;
    private final String run;

    CertificationStaging(IngestionSettings settings, String day, ArchivePin archive) {
        this.settings = settings;
        this.day = day;
        this.archive = archive;
        // A run certifies many days, and a candidate is known by run and attempt. A run that is reset keeps its id and
        // may
        // pin another archive: what it staged from the one before is not its candidate.
        this.run = "%s/%s/%s".formatted(Workflow.getInfo().getOriginalExecutionRunId(), day, archive.snapshotId());
    }

    @Override
    public Candidate stage(int attempt, Remedy remedy) {
        return ActivityCalls.heavy(
                        CertificationActivities.class,
                        "stage %s %s, attempt %d".formatted(settings.source().name(), day, attempt))
                .stageCertification(new CertificationRequest(settings.source(), day, archive, run, attempt));
    }
}
