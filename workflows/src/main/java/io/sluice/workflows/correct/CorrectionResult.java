package io.sluice.workflows.correct;

import java.util.List;

/**
 * Result of {@code Correction}: what became of the late events that no earlier run has dealt with.
 *
 * @param admitted are new, and were written to the control topic
 * @param duplicates have identity and content of an event that counts
 * @param conflicts have the identity of an event that counts, and other content
 * @param broken break a rule of their source's rows
 * @param waiting for the next run: one with their identity may still come in time, or a person has to decide about them
 * @param days of the admitted events, UTC, such as 2026-06-28, at most 100: the next {@code StreamCertification} stages them again
 */
public record CorrectionResult(
        String source, long admitted, long duplicates, long conflicts, long broken, long waiting, List<String> days) {
    public CorrectionResult {
        days = List.copyOf(days);
    }

    /** For people. */
    String sentence() {
        return "%d late events of %s are admitted, %d are duplicates, %d in conflict with what counts, %d broken, %d wait"
                .formatted(admitted, source, duplicates, conflicts, broken, waiting);
    }
}
