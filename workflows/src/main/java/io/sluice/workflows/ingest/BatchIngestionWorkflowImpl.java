package io.sluice.workflows.ingest;

import io.sluice.workflows.ActivityCalls;
import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.gate.RejectedCandidate;
import io.sluice.workflows.input.InputReader;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.launch.Failures;
import io.sluice.workflows.launch.Launcher;
import io.sluice.workflows.launch.Requesters;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.publish.GateWatch;
import io.sluice.workflows.publish.GatedPublish;
import io.sluice.workflows.publish.GatedRun;
import io.sluice.workflows.publish.Outcome;
import io.sluice.workflows.publish.RunDesk;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Lands one partition of a source, stages it, has its gate judge it, publishes it. Source: workflows.md §2. */
public final class BatchIngestionWorkflowImpl implements BatchIngestionWorkflow {
    private final RunPage page = new RunPage(BatchIngestion.TYPE);
    private final RunAttributes attributes = new RunAttributes();
    private final GateWatch watch = new GateWatch(page);

    public BatchIngestionWorkflowImpl() {
        new RunDesk(page, watch).register();
    }

    @Override
    public Object run(@Nullable RawValue input, @Nullable RawValue more) {
        return Failures.plainly(() -> {
            BatchIngestionInput typed = InputReader.read(BatchIngestion.TYPE, BatchIngestionInput.class, input, more);
            page.working("resolving source " + typed.source(), "its rows are landed");
            String partition = typed.partition() == null ? resolve(typed).partition() : typed.partition();
            BatchIngestionInput ingestion = effective(typed, partition);
            String id = CanonicalIds.ingest(ingestion.source(), partition);
            return Launcher.run(BatchIngestion.TYPE, id, ingestion, page, () -> ingest(ingestion));
        });
    }

    /** The input with what may be left out filled in. */
    private static BatchIngestionInput effective(BatchIngestionInput input, String partition) {
        return new BatchIngestionInput(
                input.source(),
                partition,
                input.path(),
                Requesters.of(input.requestedBy()),
                input.reason(),
                input.reopen(),
                input.correction());
    }

    private BatchIngestionResult ingest(BatchIngestionInput input) {
        attributes.load();
        attributes.describe("ingest", input.source(), null, input.partition());
        page.working("resolving source " + input.source(), "its rows are landed");
        IngestionSettings settings = resolve(input);
        Requesters.require(settings.preventSelfApproval(), input.requestedBy(), BatchIngestion.TYPE, settings.gate());
        page.done("%s %s of %s, gate %s"
                .formatted(
                        settings.source().name(),
                        settings.source().version(),
                        settings.inputLocation(),
                        settings.gate()));
        IngestionStaging staging = new IngestionStaging(settings, input, page);
        Outcome outcome = publish(input, settings, staging);
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (outcome.published() != null) {
            new LateCorrections(input, page).start(outcome.published().outdatedPartitions(), staging.path());
        }
        page.phase(outcome.word(), outcome.published() == null ? reopening(input, outcome) : "");
        return result(settings, staging.rowsRead(), outcome);
    }

    private Outcome publish(BatchIngestionInput input, IngestionSettings settings, IngestionStaging staging) {
        GatedPublish gated =
                new GatedPublish(GatedRun.of(settings, input.requestedBy()), staging, page, attributes, watch);
        if (input.reopen() == null) {
            return gated.publish();
        }
        RejectedCandidate rejected = new Reopening(settings, input.reopen(), page).take();
        return gated.publish(rejected.candidate(), rejected.lastAttempt() + 1);
    }

    private static BatchIngestionResult result(IngestionSettings settings, long rowsRead, Outcome outcome) {
        return new BatchIngestionResult(
                settings.source().name(),
                settings.partition(),
                outcome.word(),
                rowsRead,
                outcome.published() == null ? 0L : outcome.published().rows(),
                outcome.candidate().quarantined(),
                outcome.candidate().duplicates(),
                outcome.publishedSnapshotId(),
                outcome.gate());
    }

    private static IngestionSettings resolve(BatchIngestionInput input) {
        return ActivityCalls.light(RegistryActivities.class, "resolve " + input.source())
                .resolveIngestion(new IngestionRequest(input.source(), input.partition(), input.path()));
    }

    private static String reopening(BatchIngestionInput input, Outcome outcome) {
        return "while it is kept, start BatchIngestion again with "
                + "{\"source\":\"%s\",\"partition\":\"%s\",\"reopen\":{\"snapshotId\":\"%s\",\"by\":\"you\",\"reason\":\"why\"}}"
                        .formatted(
                                input.source(),
                                input.partition(),
                                outcome.candidate().snapshotId());
    }
}
