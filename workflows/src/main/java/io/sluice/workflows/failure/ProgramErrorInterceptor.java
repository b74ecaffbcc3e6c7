package io.sluice.workflows.failure;

import io.sluice.workflows.FailureTypes;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run that meets an error in the program: activities are tried again without limit, which waits out every fault of
 * the outside world, and would hide a null pointer for ever. Such an error leaves the activity as the non-retryable failure
 * {@link FailureTypes#PROGRAM_ERROR}; every other failure passes as it is.
 */
public final class ProgramErrorInterceptor extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Calls(next);
    }

    private static ApplicationFailure failure(ProgramError error, @Nullable ActivityInfo info, Throwable thrown) {
        return ApplicationFailure.newNonRetryableFailureWithCause(
                "Activity %s met an error in the program, which trying again does not mend: %s. Report it with this text; start the run again once the workers have a version without it"
                        .formatted(info == null ? "" : info.getActivityType(), error.sentence()),
                FailureTypes.PROGRAM_ERROR,
                thrown);
    }

    private static final class Calls extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityInfo info;

        Calls(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            info = context.getInfo();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try {
                return super.execute(input);
            } catch (TemporalFailure | ActivityCompletionException itsTypeSaysIt) {
                throw itsTypeSaysIt;
            } catch (RuntimeException thrown) {
                int attempt = info == null ? 1 : info.getAttempt();
                throw ProgramError.in(thrown, attempt)
                        .<RuntimeException>map(error -> failure(error, info, thrown))
                        .orElse(thrown);
            }
        }
    }
}
