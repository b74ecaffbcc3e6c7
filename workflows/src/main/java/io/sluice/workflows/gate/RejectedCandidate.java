package io.sluice.workflows.gate;

/**
 * A candidate that a gate rejected and that is still kept.
 *
 * @param lastAttempt the greatest attempt any gate decided for this snapshot; the next audit is one more
 */
public record RejectedCandidate(Candidate candidate, int lastAttempt) {}
