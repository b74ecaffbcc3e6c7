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

    /** Short ones that reach the topics of a stream. */
    public static final ActivityOptions TOPICS =
            ActivityOptions.newBuilder(LIGHT).setTaskQueue(TaskQueues.STREAM).build();

    /** Longer ones that reach topics; the worker heartbeats by itself. */
    public static final ActivityOptions CHECKING =
            ActivityOptions.newBuilder(HEAVY).setTaskQueue(TaskQueues.STREAM).build();

    /**
     * An app or sink: for as long as the stream runs. A dead worker is noticed after five seconds; one that closes an app
     * is waited for.
     */
    public static final ActivityOptions HOSTING = ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.STREAM)
            // the server wants a limit
            .setStartToCloseTimeout(Duration.ofDays(3650))
            .setHeartbeatTimeout(Duration.ofSeconds(5))
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

    /** A stub of short activities that reach topics; the summary is what people see beside the activity. */
    public static <T> T topics(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder(TOPICS).setSummary(summary).build());
    }

    /** A stub of longer activities that reach topics; the summary is what people see beside the activity. */
    public static <T> T checking(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder(CHECKING).setSummary(summary).build());
    }

    /** A stub of activities that host apps and sinks; the summary is what people see beside the activity. */
    public static <T> T hosting(Class<T> activities, String summary) {
        return Workflow.newActivityStub(
                activities,
                ActivityOptions.newBuilder(HOSTING).setSummary(summary).build());
    }

    /** A stub of local activities. */
    public static <T> T local(Class<T> activities) {
        return Workflow.newLocalActivityStub(activities, LOCAL);
    }
}
