package io.sluice.workflows.registry;

import org.jspecify.annotations.Nullable;

/**
 * Asks what an ingestion pins.
 *
 * @param partition null where its input named none
 * @param path of the input; null: the source's own
 */
public record IngestionRequest(
        String source, @Nullable String partition, @Nullable String path) {}
