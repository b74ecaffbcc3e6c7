package io.sluice.workflows.model;

import java.util.List;

/**
 * Result of {@code RegisterModel}.
 *
 * @param table {@code training.<name>@snapshot}
 * @param contentHash of the training set
 * @param releases that the training set was made from
 * @param unchanged true when it was registered so before
 */
public record RegisterModelResult(
        String model,
        String version,
        String trainingSet,
        String table,
        String contentHash,
        List<String> releases,
        boolean unchanged) {
    public RegisterModelResult {
        releases = List.copyOf(releases);
    }
}
