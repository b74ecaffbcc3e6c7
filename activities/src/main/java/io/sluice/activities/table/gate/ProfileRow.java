package io.sluice.activities.table.gate;

import java.time.Instant;

/**
 * One row of {@code sluice.profiles}: how a column was distributed in certified partitions, pinned for drift. Identifying
 * columns have none that holds values.
 *
 * @param reference as an expectation writes it: {@code 2010-12-01}, {@code 2010-12-01..2010-12-07}, perhaps with
 *     {@code @<snapshot>}
 * @param snapshotId the profile was made from
 * @param version of how profiles are made
 * @param rows that were profiled
 * @param profile JSON: edges or categories, and counts
 */
public record ProfileRow(
        String dataset,
        String reference,
        String column,
        String snapshotId,
        int version,
        long rows,
        String profile,
        Instant at) {}
