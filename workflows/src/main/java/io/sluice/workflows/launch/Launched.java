package io.sluice.workflows.launch;

/**
 * What a launcher returns when it does not wait.
 *
 * @param workflowId the canonical id, under which the work runs
 * @param alreadyRunning true when it ran before; the input of this start then had no effect
 */
public record Launched(String workflowId, boolean alreadyRunning) {}
