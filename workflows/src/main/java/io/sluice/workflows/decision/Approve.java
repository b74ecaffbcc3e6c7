package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waives failed {@code error} rules: all, or the named ones, which must then be all that failed. */
public record Approve(
        String by,
        @Nullable String reason,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable List<String> rules,
        @Nullable String proof)
        implements Message {
    @Override
    public Decision decision() {
        List<String> named = rules == null ? List.of() : rules;
        return new Decision(
                Verb.APPROVE, by, reason, attempt, snapshotId, gate, named, "", null, null, List.of(), proof);
    }
}
