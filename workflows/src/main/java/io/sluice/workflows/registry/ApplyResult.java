package io.sluice.workflows.registry;

import java.util.List;

/**
 * Result of {@code ApplyDefinitions}.
 *
 * @param planHash SHA-256 of the plan, lower-case hexadecimal
 * @param applied false for a dry run
 */
public record ApplyResult(String project, boolean applied, String planHash, List<DefinitionChange> changes) {}
