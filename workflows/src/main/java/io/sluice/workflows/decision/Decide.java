package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The object of the update {@code decide}: a verb and that verb's fields.
 *
 * @param verb approve, reject, remediate, extend, reassign or comment
 */
public record Decide(
        String verb,
        String by,
        @Nullable String reason,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable List<String> rules,
        @Nullable String strategy,
        @Nullable String path,
        @Nullable String name,
        @Nullable String until,
        @Nullable List<String> approvers,
        @Nullable String text,
        @Nullable String proof) {}
