package io.sluice.workflows.decision;

import io.sluice.workflows.input.OneOf;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Mends what the gate stopped; the next attempt is audited again.
 *
 * @param path of a REINGEST: read this file or folder instead
 * @param name of a PATCH or a FIXER: which one
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
        @Nullable String name,
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

    public Remediate {
        boolean named = strategy.equals(PATCH) || strategy.equals(FIXER);
        if (named && name == null) {
            throw new IllegalArgumentException(
                    "field name is missing: which %s of the project".formatted(strategy.toLowerCase(Locale.ROOT)));
        }
        if (!named && name != null) {
            throw new IllegalArgumentException("field name only goes with the strategies PATCH and FIXER");
        }
        if (path != null && !strategy.equals(REINGEST)) {
            throw new IllegalArgumentException("field path only goes with strategy REINGEST");
        }
    }

    @Override
    public Decision decision() {
        return new Decision(
                Verb.REMEDIATE,
                by,
                reason,
                attempt,
                snapshotId,
                gate,
                List.of(),
                strategy,
                name == null ? path : name,
                null,
                List.of(),
                proof);
    }
}
