package io.sluice.workflows.publish;

import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.gate.Published;
import io.sluice.workflows.gate.audit.GateResult;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param candidate the last one
 * @param published null when it was rejected
 */
public record Outcome(
        Candidate candidate, GateResult gate, @Nullable Published published) {
    /** PUBLISHED or REJECTED. */
    public String word() {
        return published == null ? "REJECTED" : "PUBLISHED";
    }

    /** Empty when it was rejected. */
    public String publishedSnapshotId() {
        return published == null ? "" : published.snapshotId();
    }
}
