package io.sluice.workflows.launch;

import io.sluice.workflows.input.InvalidInputException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Supplier;

/** Failures as people read them: the reason itself, not the activity or child that carried it. */
public final class Failures {
    private Failures() {}

    /**
     * Runs work; what it fails with is the innermost reason, with its own type. What was said to the run meanwhile is written down
     * before it ends, however it ends.
     */
    public static <T> T plainly(Supplier<T> work) {
        try {
            T result = work.get();
            Workflow.await(Workflow::isEveryHandlerFinished);
            return result;
        } catch (InvalidInputException e) {
            throw heard(e.failure());
        } catch (ActivityFailure | ChildWorkflowFailure e) {
            throw heard(plain(e));
        } catch (TemporalFailure e) {
            throw heard(e);
        }
    }

    private static TemporalFailure heard(TemporalFailure failure) {
        Workflow.newDetachedCancellationScope(() -> Workflow.await(Workflow::isEveryHandlerFinished))
                .run();
        return failure;
    }

    /** The reason why an activity or child failed, when it was told. */
    public static Optional<ApplicationFailure> reason(Throwable failure) {
        if (isCanceled(failure)) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure reason) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** Whether an activity or child failed with this type. */
    public static boolean is(TemporalFailure failure, String type) {
        return reason(failure)
                .map(ApplicationFailure::getType)
                .filter(type::equals)
                .isPresent();
    }

    /** Whether it failed because it was cancelled. */
    public static boolean isCanceled(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CanceledFailure) {
                return true;
            }
        }
        return false;
    }

    private static TemporalFailure plain(TemporalFailure failure) {
        return reason(failure)
                .<TemporalFailure>map(reason -> ApplicationFailure.newBuilder()
                        .setMessage(reason.getOriginalMessage())
                        .setType(reason.getType())
                        .setNonRetryable(true)
                        .setCause(failure)
                        .build())
                .orElse(failure);
    }
}
