package io.sluice.workflows.window;

import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.RuleResult;
import java.util.List;

/**
 * What a gate shows: the answer of its query {@code status}, and what it tells the workflow that waits for it.
 *
 * @param gateId the gate's workflow id
 * @param state AUDITING, AWAITING_DECISION, HELD, PASS, PASS_WITH_WARNINGS, WAIVED, REJECTED or REMEDIATED
 * @param rules failed and unknown rules, at most 20
 * @param failedInAll how many there are of them
 * @param approvers who may decide; empty: anybody
 * @param deadline ISO instant; empty: none
 * @param decisions how many decisions there were, ignored ones included
 * @param recent the last five of them
 */
public record GateView(
        String gateId,
        String gate,
        String dataset,
        String partition,
        String snapshotId,
        int attempt,
        String state,
        List<RuleResult> rules,
        int failedInAll,
        int rulesInAll,
        String reportUri,
        String reportHash,
        List<String> approvers,
        List<String> approvals,
        int quorum,
        String deadline,
        int decisions,
        List<DecisionRecord> recent) {
    /** Whether it waits for people. */
    public boolean waits() {
        return state.equals("AWAITING_DECISION") || state.equals("HELD");
    }

    /** The same in another state. */
    public GateView in(String next) {
        return new GateView(
                gateId,
                gate,
                dataset,
                partition,
                snapshotId,
                attempt,
                next,
                rules,
                failedInAll,
                rulesInAll,
                reportUri,
                reportHash,
                approvers,
                approvals,
                quorum,
                deadline,
                decisions,
                recent);
    }
}
