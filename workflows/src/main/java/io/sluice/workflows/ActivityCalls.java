package io.sluice.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * How activities are called. There is no limit of attempts: a fault of the infrastructure is waited out, and every other
 * fault says by its type that a retry does not help ({@link FailureTypes}; {@link
 * io.sluice.workflows.failure.ProgramErrorInterceptor} gives one to errors in the program).
 */
public final class ActivityCalls {
    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(30))
            .setDoNotRetry(FailureTypes.NOT_RETRYABLE.toArray(new String[0]))
            .build();

    /** Reads and commits of metadata: seconds. The timeout is also how long a dead worker goes unnoticed. */
    public static final ActivityOptions LIGHT = ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CONTROL)
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(RETRY)
            .build();

    /** Spark: minutes to hours. The worker heartbeats by itself, so a dead one is noticed after ten seconds. */
    public static final ActivityOptions HEAVY = ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.BATCH)
            .setStartToCloseTimeout(Duration.ofHours(24))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(RETRY)
            .build();

    /** A question that the worker answers within the workflow task. */
    public static final LocalActivityOptions LOCAL = LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(2))
            .setScheduleToCloseTimeout(Duration.ofSeconds(8))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
            .build();

    private ActivityCalls() {}

    /** A stub of light activities; the summary is what people see beside the activity. */
    public static <T> T light(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder(LIGHT).setSummary(summary).build());
    }

    /** A stub of heavy activities; the summary is what people see beside the activity. */
    public static <T> T heavy(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder(HEAVY).setSummary(summary).build());
    }

    /** A stub of local activities. */
    public static <T> T local(Class<T> activities) {
        return Workflow.newLocalActivityStub(activities, LOCAL);
    }
}
