package io.sluice.activities.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.releases}: the row is the release.
 *
 * @param name for example {@code customer_activity@v1-000001}
 * @param definitionVersion of the view
 * @param number counts the releases of a view over all its versions, from 1
 * @param viewTable for example {@code views.customer_activity_v1}
 * @param viewSnapshotId the snapshot of that table, decimal
 * @param certifiedFrom first instant that the release speaks about
 * @param certifiedThrough last instant that the release speaks about
 * @param parent the release before; null for the first
 * @param contentHash SHA-256 of what the release consists of, without who and when: equal content needs no new release
 * @param manifest JSON: everything that contract §7 lists
 */
public record ReleaseRow(
        String view,
        String name,
        String definitionVersion,
        long number,
        String fingerprint,
        String run,
        String viewTable,
        String viewSnapshotId,
        Instant certifiedFrom,
        Instant certifiedThrough,
        @Nullable String parent,
        String contentHash,
        @Nullable String publishedBy,
        @Nullable String reason,
        Instant at,
        String manifest) {}
