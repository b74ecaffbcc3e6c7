package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends the window; the candidate is kept for a while. */
public record Reject(
        String by,
        @Nullable String reason,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable String proof)
        implements Message {
    @Override
    public Decision decision() {
        return new Decision(
                Verb.REJECT, by, reason, attempt, snapshotId, gate, List.of(), "", null, null, List.of(), proof);
    }
}
