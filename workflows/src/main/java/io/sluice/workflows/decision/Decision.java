package io.sluice.workflows.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said, whatever way it came.
 *
 * @param by a claimed identity
 * @param gate the workflow id of the gate that is meant
 * @param rules of an approval; empty: all
 * @param strategy of a remediation; empty otherwise
 * @param path of a REINGEST; the name of a PATCH or a FIXER
 * @param until ISO instant of an extension
 * @param approvers of a reassignment; empty otherwise
 * @param proof what an identity check may want to see; made for this gate, never a password: it stays in the history
 */
public record Decision(
        Verb verb,
        String by,
        @Nullable String reason,
        @Nullable Integer attempt,
        @Nullable String snapshotId,
        @Nullable String gate,
        List<String> rules,
        String strategy,
        @Nullable String path,
        @Nullable String until,
        List<String> approvers,
        @Nullable String proof) {
    public Decision {
        rules = List.copyOf(rules);
        approvers = List.copyOf(approvers);
    }

    /** What the audit table keeps beside verb, person and reason. */
    public String detail() {
        return switch (verb) {
            case APPROVE -> rules.isEmpty() ? "" : "rules " + String.join(", ", rules);
            case REMEDIATE -> path == null ? strategy : strategy + " " + path;
            case EXTEND -> "until " + until;
            case REASSIGN -> "to " + String.join(", ", approvers);
            case REJECT, COMMENT -> "";
        };
    }
}
