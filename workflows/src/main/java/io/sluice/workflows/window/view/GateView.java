package io.sluice.workflows.window.view;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.gate.audit.Changes;
import io.sluice.workflows.gate.audit.RuleResult;
import io.temporal.common.converter.RawValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gate shows: the answer of its query {@code status}, and what it tells the workflow that waits for it.
 *
 * @param gateId the gate's workflow id
 * @param state AUDITING, AWAITING_DECISION, HELD, PASS, PASS_WITH_WARNINGS, WAIVED, REJECTED or REMEDIATED
 * @param rules failed and unknown rules, at most 20
 * @param failedInAll how many there are of them
 * @param approvers who may decide; empty: anybody
 * @param opened when it began to wait for people, ISO instant; empty: it has not
 * @param deadline ISO instant; empty: none
 * @param decisions how many decisions there were, ignored ones included
 * @param recent the last five of them
 * @param changes against what is published; null: nothing was compared
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
        String opened,
        String deadline,
        int decisions,
        List<DecisionRecord> recent,
        @Nullable Changes changes) {
    private static final int BRIEF = 2;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public GateView {
        requireNonNull(gateId, "gateId is null");
        requireNonNull(gate, "gate is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(partition, "partition is null");
        requireNonNull(snapshotId, "snapshotId is null");
        requireNonNull(state, "state is null");
        requireNonNull(reportUri, "reportUri is null");
        requireNonNull(opened, "opened is null");
        requireNonNull(deadline, "deadline is null");
        rules = List.copyOf(rules);
        approvers = List.copyOf(approvers);
        approvals = List.copyOf(approvals);
        recent = List.copyOf(recent);
    }

    /** What a gate sent; lenient, because the gate's worker may be of another version. Empty for anything else. */
    public static Optional<GateView> from(@Nullable RawValue message) {
        if (message == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    MAPPER.readValue(message.getPayload().getData().toByteArray(), GateView.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it waits for people. */
    public boolean waits() {
        return state.equals("AWAITING_DECISION") || state.equals("HELD");
    }

    /** What a run carries along of it: its first rules, and nothing that was said. */
    public GateView brief() {
        return new GateView(
                gateId,
                gate,
                dataset,
                partition,
                snapshotId,
                attempt,
                state,
                rules.subList(0, Math.min(BRIEF, rules.size())),
                failedInAll,
                rulesInAll,
                reportUri,
                reportHash,
                approvers,
                approvals,
                quorum,
                opened,
                deadline,
                decisions,
                List.of(),
                null);
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
                opened,
                deadline,
                decisions,
                recent,
                changes);
    }
}
