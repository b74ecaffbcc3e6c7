package io.sluice.workers.host;

import io.sluice.workers.accept.DeadLetterLimitException;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.replay.IncompleteLogException;
import io.sluice.workers.streams.LostRecordsException;
import io.sluice.workers.topic.TopicException;
import io.sluice.workflows.FailureTypes;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What ended an app, as its workflow is told: the type says whether it is hosted again. */
final class HostFailures {
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private HostFailures() {}

    /** Every other failure is hosted again. */
    static RuntimeException of(Throwable cause) {
        if (cause instanceof ActivityWorkerShutdownException) {
            return workerStops();
        }
        if (cause instanceof ActivityCompletionException ended) {
            return ended;
        }
        if (cause instanceof TemporalFailure failure) {
            return failure;
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return workerStops();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        String type = type(cause);
        return type == null
                ? ApplicationFailure.newFailureWithCause(
                        message, cause.getClass().getSimpleName(), cause)
                : ApplicationFailure.newNonRetryableFailureWithCause(message, type, cause);
    }

    /** Nothing is wrong: another worker hosts it as soon as there is one, however often that has happened before. */
    static ApplicationFailure workerStops() {
        return ApplicationFailure.newFailureWithCauseAndDelay("The worker stops", "WorkerStops", null, AT_ONCE);
    }

    /** What only people mend. */
    private static @Nullable String type(Throwable cause) {
        if (cause instanceof LostRecordsException
                || cause instanceof IncompleteLogException
                || cause instanceof DeadLetterLimitException) {
            return FailureTypes.CONTRACT_VIOLATION;
        }
        if (cause instanceof TopicException || cause instanceof ConfigException) {
            return FailureTypes.MISCONFIGURED;
        }
        // a source or view that cannot be run as a stream, said by the app that was to be made of it
        return cause instanceof IllegalArgumentException ? FailureTypes.BAD_DEFINITION : null;
    }
}
