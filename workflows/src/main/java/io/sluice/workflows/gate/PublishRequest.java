package io.sluice.workflows.gate;

import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.registry.DefinitionRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks to make a candidate the truth.
 *
 * @param definition what produced it; recorded in the ledger
 */
public record PublishRequest(
        Candidate candidate,
        GateResult gate,
        DefinitionRef definition,
        String workflowId,
        @Nullable String requestedBy) {}
