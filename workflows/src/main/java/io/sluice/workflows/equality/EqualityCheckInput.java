package io.sluice.workflows.equality;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code EqualityCheck}.
 *
 * @param entities how many entities of each partition of the log are compared; 200 when left out, at most 5,000
 * @param days how many certified days are compared, the newest ones; 7 when left out, at most 100
 * @param seed chooses which; another one for each run when left out
 */
public record EqualityCheckInput(
        String source,
        @Nullable Integer entities,
        @Nullable Integer days,
        @Nullable Long seed,
        @Nullable String requestedBy,
        @Nullable String reason) {}
