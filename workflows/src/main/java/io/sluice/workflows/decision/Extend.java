package io.sluice.workflows.decision;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives people more time; reminders start anew.
 *
 * @param until ISO instant, for example 2030-12-24T12:00:00Z
 */
public record Extend(
        String by,
        @Nullable String reason,
        String until,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable String proof)
        implements Message {
    public Extend {
        try {
            Instant.parse(until);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "field until must be an instant such as 2030-12-24T12:00:00Z, not \"%s\"".formatted(until), e);
        }
    }

    @Override
    public Decision decision() {
        return new Decision(
                Verb.EXTEND, by, reason, attempt, snapshotId, gate, List.of(), "", null, until, List.of(), proof);
    }
}
