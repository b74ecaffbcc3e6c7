package io.sluice.workflows.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code ApplyDefinitions}: the plan, and whether it is what is registered now.
 *
 * @param planHash SHA-256 of the plan, lower-case hexadecimal
 * @param applied false for a dry run, and where people have to decide first
 * @param changes one for each definition, the unchanged ones too
 * @param refusals why an apply is refused whoever decides, one sentence each
 * @param needsDecision what people have to decide before it is applied, one sentence each
 * @param takesBack what was registered and would be retired or taken back, one sentence each: an apply needs the plan's hash
 * @param waitsFor the workflow that waits for the decision and applies this plan then; null: none does
 */
public record ApplyResult(
        String project,
        boolean applied,
        String planHash,
        List<DefinitionChange> changes,
        List<String> refusals,
        List<String> needsDecision,
        List<String> takesBack,
        @Nullable String waitsFor) {
    /** The same with the workflow that waits for people. */
    public ApplyResult waitingFor(String workflowId) {
        return new ApplyResult(project, applied, planHash, changes, refusals, needsDecision, takesBack, workflowId);
    }
}
