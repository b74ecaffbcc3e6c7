package io.sluice.workflows.ingest;

import io.sluice.workflows.registry.DefinitionRef;

/**
 * Asks for a candidate made of the last certified values of a source of kind attributes, in place of a delivery.
 */
public record CarryRequest(DefinitionRef source, String partition, String run, int attempt) {}
