package io.sluice.workflows.ingest;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;

/**
 * Asks for a candidate: the typed, deduplicated rows of a delivery, staged but not published.
 *
 * @param quarantineRules rules whose failing rows a person decided to quarantine, beside those that always do
 */
public record StageRequest(
        DefinitionRef source,
        String gate,
        String partition,
        Landed landed,
        String run,
        int attempt,
        List<String> quarantineRules) {}
