package io.sluice.workflows.ingest;

import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a candidate: the typed, deduplicated rows of a delivery, staged but not published.
 *
 * @param quarantineRules rules whose failing rows a person decided to quarantine, beside those that always do
 * @param mends what a person decided to apply to the rows, in this order: {@code patch/<name>} or {@code fixer/<name>}
 */
public record StageRequest(
        DefinitionRef source,
        String gate,
        String partition,
        Landed landed,
        String run,
        int attempt,
        List<String> quarantineRules,
        @Nullable List<String> mends) {
    /** Histories of workers that knew no patches say nothing about them. */
    public List<String> mendings() {
        return mends == null ? List.of() : mends;
    }
}
