package io.sluice.activities.table;

import java.time.Instant;
import java.util.List;

/**
 * One row of {@code sluice.lineage}: what was made of what.
 *
 * @param operation publish, release, materialize, …
 * @param inputs {@code table@snapshot} or another versioned name
 * @param output likewise
 * @param definition {@code kind/name/version} of what was followed
 */
public record LineageRow(
        String operation,
        List<String> inputs,
        String output,
        String definition,
        String run,
        String workflowId,
        Instant at) {}
