package io.sluice.workflows.registry;

import java.util.List;

/**
 * Result of {@code ApplyDefinitions}: the plan, and whether it is what is registered now.
 *
 * @param planHash SHA-256 of the plan, lower-case hexadecimal
 * @param applied false for a dry run
 * @param changes one for each definition, the unchanged ones too
 * @param refusals why an apply would be refused without a decision, one sentence each
 * @param takesBack what was registered and would be retired or taken back, one sentence each: an apply needs the plan's hash
 */
public record ApplyResult(
        String project,
        boolean applied,
        String planHash,
        List<DefinitionChange> changes,
        List<String> refusals,
        List<String> takesBack) {}
