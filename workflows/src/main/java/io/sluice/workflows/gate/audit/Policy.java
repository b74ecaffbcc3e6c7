package io.sluice.workflows.gate.audit;

import java.util.List;

/**
 * The part of a gate's policy that its workflow works with; the approvers of the project are filled in.
 *
 * @param approvers empty: anybody may decide
 * @param deadlineSeconds 0: none
 */
public record Policy(
        List<String> approvers,
        int quorum,
        boolean requireReason,
        boolean preventSelfApproval,
        long deadlineSeconds,
        double remind,
        double escalateAt,
        List<String> escalate,
        String onExpiry,
        int keepDays,
        int maxAttempts,
        double quarantineLimit) {}
