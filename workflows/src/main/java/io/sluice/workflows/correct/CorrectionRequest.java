package io.sluice.workflows.correct;

/**
 * Asks for the late events of a stream.
 *
 * @param run what is done for it is done once
 */
public record CorrectionRequest(String source, String run) {}
