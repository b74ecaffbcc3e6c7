package io.sluice.workflows.reprocess;

import io.sluice.workflows.registry.DefinitionRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks which partitions have rows in quarantine that their publication left out.
 *
 * @param partition only this one; null: all
 * @param after only later ones; empty: all
 */
public record ReprocessPlanRequest(
        DefinitionRef source, @Nullable String partition, String after) {}
