package io.sluice.workflows.stream;

import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.registry.DefinitionRef;

/**
 * How the gate of an interval ended: PASS, PASS_WITH_WARNINGS and WAIVED release the partition up to the interval's end;
 * REJECTED takes the whole interval out of every lane; REMEDIATED with the strategy QUARANTINE_ROWS takes out the offsets that
 * fail {@code gate.rules}.
 *
 * @param source pinned by the lane
 * @param partition of the log
 * @param interval the last offset, inclusive, is its end
 * @param workflowId the lane that waited for the gate
 */
public record StreamDecision(
        DefinitionRef source, int partition, Interval interval, GateResult gate, String workflowId) {}
