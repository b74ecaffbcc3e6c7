package io.sluice.workflows.stream;

/**
 * Asks for an incarnation.
 *
 * @param epoch that is to begin: one more than that of the newest
 * @param workflowId the lane that asks
 */
public record IncarnationRequest(String source, long epoch, String workflowId) {}
