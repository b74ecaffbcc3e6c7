package io.sluice.workflows.gate.audit;

import java.util.List;

/**
 * What would change if a candidate were published: counts and shares, no values.
 *
 * @param reference what it was compared with, in words
 * @param rowsBefore rows of the reference
 * @param changed rows of the same identity with other values
 * @param columns those that moved most, at most 10
 */
public record Changes(
        String reference,
        long rowsBefore,
        long rowsNow,
        long added,
        long removed,
        long changed,
        List<ColumnChange> columns) {}
