package io.sluice.workflows;

/** The task queues, which are public names. Source: workflows.md §0. */
public final class TaskQueues {
    /** Workflows and light activities. */
    public static final String CONTROL = "sluice";

    /** Heavy activities: Spark. */
    public static final String BATCH = "sluice-batch";

    /** Stream apps and sinks. */
    public static final String STREAM = "sluice-stream";

    private TaskQueues() {}
}
