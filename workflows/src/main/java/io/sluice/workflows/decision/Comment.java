package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A note; anybody may leave one. */
public record Comment(
        String by,
        String text,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable String proof)
        implements Message {
    @Override
    public Decision decision() {
        return new Decision(
                Verb.COMMENT, by, text, attempt, snapshotId, gate, List.of(), "", null, null, List.of(), proof);
    }
}
