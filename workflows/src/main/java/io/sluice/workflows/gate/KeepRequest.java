package io.sluice.workflows.gate;

import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.registry.DefinitionRef;

/**
 * Asks to keep a rejected candidate for a while.
 */
public record KeepRequest(
        Candidate candidate, GateResult gate, DefinitionRef definition, String workflowId, int keepDays) {}
