package io.sluice.workflows.stream;

import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;

/** Stands in where a worker is built without stream apps: a lane then fails at once instead of waiting for nobody. */
public final class StreamsUnavailable implements StreamPlanActivities {
    @Override
    public StreamPlan resolveStream(String source) {
        throw ApplicationFailure.newNonRetryableFailure(
                "Streams are not available in this build: source %s cannot be run as a stream. Use workers of a build with the role stream, or ingest the source in batches with BatchIngestion"
                        .formatted(source),
                FailureTypes.NOT_AVAILABLE);
    }
}
