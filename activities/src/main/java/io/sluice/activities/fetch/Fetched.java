package io.sluice.activities.fetch;

/**
 * A stored answer.
 *
 * @param folder holds its files and nothing else
 * @param asked when it was asked for, epoch milliseconds: it is not sure to hold what happened later
 */
public record Fetched(String folder, long asked) {}
