package io.sluice.workflows.reprocess;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;

/**
 * Asks for the quarantined rows of a partition to be judged again, and for a candidate of what is published and those that pass.
 *
 * @param quarantineRules rules whose failing rows a person decided to leave in quarantine, beside those that always do
 * @param mends what is applied to the rows, in this order: {@code patch/<name>} or {@code fixer/<name>}
 */
public record ReprocessRequest(
        DefinitionRef source,
        String gate,
        String partition,
        String run,
        int attempt,
        List<String> quarantineRules,
        List<String> mends) {}
