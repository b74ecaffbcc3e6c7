package io.sluice.quality.report.page;

import java.time.Instant;
import java.util.List;

/**
 * One audit in the list of all gates.
 *
 * @param verdict of the audit: PASS, PASS_WITH_WARNINGS or BLOCKED
 * @param ending of the gate: the same, or what people made of it; empty while it is open
 * @param decidedBy empty when nobody had to
 * @param failed the rules that did not pass, as far as they are on record
 * @param rows negative: not known
 * @param address of the page, relative to the list; empty: there is none
 */
public record IndexEntry(
        String dataset,
        String partition,
        String gate,
        String snapshotId,
        int attempt,
        String verdict,
        String ending,
        String decidedBy,
        String reason,
        List<String> failed,
        long rows,
        String address,
        Instant at) {
    public IndexEntry {
        failed = List.copyOf(failed);
    }

    /** Whether a person has to decide. */
    public boolean isOpen() {
        return ending.isEmpty() && verdict.equals("BLOCKED");
    }

    String state() {
        return ending.isEmpty() ? verdict : ending;
    }
}
