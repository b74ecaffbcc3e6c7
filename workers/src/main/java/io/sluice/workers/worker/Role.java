package io.sluice.workers.worker;

import io.sluice.workflows.TaskQueues;
import java.util.Locale;

/** What a worker process runs. */
public enum Role {
    /** All workflows and the light activities. */
    CONTROL(TaskQueues.CONTROL),
    /** Heavy activities on Spark. */
    BATCH(TaskQueues.BATCH),
    /** Apps and sinks of streams. */
    STREAM(TaskQueues.STREAM);

    private final String taskQueue;

    Role(String taskQueue) {
        this.taskQueue = taskQueue;
    }

    /** The queue it asks for work. */
    public String taskQueue() {
        return taskQueue;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
