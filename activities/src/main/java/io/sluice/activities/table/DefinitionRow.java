package io.sluice.activities.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sluice.definitions}: a definition as it was applied.
 *
 * @param kind project, entity, source, feature, view, gate or another kind of the language
 * @param state ACTIVE, or RETIRED from this apply on
 * @param version v1, v2, …
 * @param fingerprint SHA-256 of the canonical form, lower-case hexadecimal
 * @param path of the file, relative to the project's folder; empty for what has no file
 * @param text the file as it was: a pinned project is rebuilt by parsing it again; empty for what has no file
 * @param folder the project's folder; relative locations are resolved against that of the project's own row
 * @param planHash of the apply that wrote the row; all rows of one apply are one commit
 * @param apply counts the applies that changed anything, from 1
 */
public record DefinitionRow(
        String project,
        String kind,
        String name,
        String state,
        String version,
        String fingerprint,
        String path,
        String text,
        String folder,
        String planHash,
        long apply,
        String appliedBy,
        @Nullable String reason,
        Instant appliedAt) {
    /** The state of what the project declares. */
    public static final String ACTIVE = "ACTIVE";

    /** The state of what the project no longer declares. */
    public static final String RETIRED = "RETIRED";
}
