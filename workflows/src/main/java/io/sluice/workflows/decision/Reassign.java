package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands the decision to other people. */
public record Reassign(
        String by,
        @Nullable String reason,
        List<String> approvers,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable String proof)
        implements Message {
    public Reassign {
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("field approvers must name at least one person");
        }
        approvers = List.copyOf(approvers);
    }

    @Override
    public Decision decision() {
        return new Decision(
                Verb.REASSIGN, by, reason, attempt, snapshotId, gate, List.of(), "", null, null, approvers, proof);
    }
}
