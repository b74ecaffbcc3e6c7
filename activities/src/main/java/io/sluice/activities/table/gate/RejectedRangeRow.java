package io.sluice.activities.table.gate;

import java.time.Instant;
import java.util.List;

/**
 * One row of {@code sluice.rejected_ranges}: offsets of a log whose rows leave the accept rule of every lane with the next
 * incarnation.
 *
 * @param partition of the log
 * @param epoch of the incarnation that held the range
 * @param from the first log offset, inclusive
 * @param to the end of the range, exclusive
 * @param rules that failed, where only rows that fail them are to be left out; empty: all rows of the range
 * @param gate workflow id of the gate that decided
 */
public record RejectedRangeRow(
        String source,
        int partition,
        long epoch,
        long from,
        long to,
        List<String> rules,
        String gate,
        String decidedBy,
        String reason,
        String workflowId,
        Instant at) {
    /** Names the range among those of its source: {@code <partition>:<from>-<to>@<epoch>}. */
    public String id() {
        return partition + ":" + from + "-" + to + "@" + epoch;
    }
}
