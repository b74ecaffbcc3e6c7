package io.sluice.workflows.decision;

import io.sluice.workflows.input.OneOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mends what the gate stopped; the next attempt is audited again.
 *
 * @param path of a REINGEST: read this file or folder instead
 */
public record Remediate(
        String by,
        @Nullable String reason,

        @OneOf({
            Remediate.RETRY_AUDIT,
            Remediate.REINGEST,
            Remediate.QUARANTINE_ROWS,
            Remediate.PATCH,
            Remediate.PREVIOUS,
            Remediate.FIXER
        })
        String strategy,

        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        @Nullable String path,
        @Nullable String proof)
        implements Message {
    /** The gate's definition is read again. */
    public static final String RETRY_AUDIT = "RETRY_AUDIT";
    /** The source was sent again. */
    public static final String REINGEST = "REINGEST";
    /** The failing rows are quarantined. */
    public static final String QUARANTINE_ROWS = "QUARANTINE_ROWS";
    /** A reviewed SQL patch of the project. */
    public static final String PATCH = "PATCH";
    /** The last certified values are carried forward. */
    public static final String PREVIOUS = "PREVIOUS";
    /** A registered fixer. */
    public static final String FIXER = "FIXER";

    @Override
    public Decision decision() {
        return new Decision(
                Verb.REMEDIATE, by, reason, attempt, snapshotId, gate, List.of(), strategy, path, null, List.of(), proof);
    }
}
