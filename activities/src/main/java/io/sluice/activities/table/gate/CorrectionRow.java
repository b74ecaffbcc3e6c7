package io.sluice.activities.table.gate;

import java.time.Instant;
import java.util.List;

/**
 * One row of {@code sluice.corrections}: what one run has found of the late events of a stream, and how far the next one need not
 * look again.
 *
 * @param run of the workflow {@code Correction}
 * @param epoch the incarnation; in another one everything is looked at again
 * @param offsets {@code <log partition>:<next>}: no late event before these has to be looked at again
 * @param control {@code <log partition>:<next>} of the control topic: what was admitted before these is archived
 * @param admitted events that this run brought back
 * @param duplicates late events with identity and content of one that counts
 * @param conflicts late events with the identity of one that counts, and other content
 * @param broken late events that break a rule of their source's rows
 * @param waiting late events that the next run has to look at
 * @param days of admitted events, UTC, such as 2026-06-28; at most 100
 */
public record CorrectionRow(
        String source,
        String run,
        long epoch,
        List<String> offsets,
        List<String> control,
        long admitted,
        long duplicates,
        long conflicts,
        long broken,
        long waiting,
        List<String> days,
        Instant at) {}
