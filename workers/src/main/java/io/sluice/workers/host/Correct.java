package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.workers.correct.LateCorrection;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.correct.CorrectionActivities;
import io.sluice.workflows.correct.CorrectionRequest;
import io.sluice.workflows.correct.CorrectionResult;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.Locale;

/** Corrections of streams as they were begun: their late policy is that of the definition that decides their records. */
public final class Correct implements CorrectionActivities {
    private final LateCorrection late;
    private final Incarnations incarnations;
    private final StreamDefinitions definitions;

    public Correct(LateCorrection late, Incarnations incarnations, StreamDefinitions definitions) {
        this.late = requireNonNull(late, "late is null");
        this.incarnations = requireNonNull(incarnations, "incarnations is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
    }

    @Override
    public CorrectionResult admit(CorrectionRequest request) {
        try (Beat beat = Beat.begin(Activity.getExecutionContext())) {
            CorrectionResult result = correct(request);
            beat.rethrow();
            return result;
        } catch (Exception e) {
            throw HostFailures.of(e);
        }
    }

    /** The same outside of a workflow. */
    CorrectionResult correct(CorrectionRequest request) {
        definitions.stream(request.source());
        IncarnationRow incarnation = incarnations
                .newest(request.source())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "Source %s has no stream that was begun: start StreamLane first".formatted(request.source()),
                        FailureTypes.NOT_FOUND));
        Source source = definitions.source(incarnation.definition());
        if (source.latePolicy() != LatePolicy.CORRECT) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "source: Stream %s was begun with late_policy: %s (version %s), so its late events stay out; only those of a stream with late_policy: correct are admitted"
                            .formatted(
                                    request.source(),
                                    source.latePolicy().name().toLowerCase(Locale.ROOT),
                                    incarnation.version()),
                    FailureTypes.INVALID_INPUT);
        }
        return late.correct(request, source, incarnation);
    }
}
