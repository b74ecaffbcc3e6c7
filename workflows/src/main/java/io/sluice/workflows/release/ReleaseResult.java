package io.sluice.workflows.release;

import java.util.List;

/**
 * Result of {@code MergedViewPublish}.
 *
 * @param release for example {@code customer_activity@v1-000001}
 * @param certifiedFrom ISO instant
 * @param certifiedThrough ISO instant
 * @param unchanged true when nothing was certified since the release that is returned
 * @param tables table to snapshot id, as {@code table@snapshot}
 */
public record ReleaseResult(
        String view,
        String release,
        long number,
        String certifiedFrom,
        String certifiedThrough,
        boolean unchanged,
        List<String> tables) {}
