package io.sluice.workflows.refresh;

/**
 * Result of {@code ViewRefresh}, about its last round.
 *
 * @param outcome RELEASED; UNCHANGED when the newest release has everything already; REJECTED by the view's gate; NOT_CERTIFIED
 *     when not enough is certified for a release yet
 * @param release the newest one; empty when there is none or the round ended before
 * @param rounds how often this run looked
 */
public record ViewRefreshResult(String view, String outcome, String release, int rounds) {}
