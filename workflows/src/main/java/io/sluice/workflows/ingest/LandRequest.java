package io.sluice.workflows.ingest;

import io.sluice.workflows.registry.DefinitionRef;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the rows of one partition as they are.
 *
 * @param run the workflow's run id: landing is idempotent by it and by the files' hashes
 * @param delivery 1 for the first delivery; each REINGEST is the next one
 * @param correction whether the last published delivery will do when the files are gone
 */
public record LandRequest(
        DefinitionRef source, String partition, @Nullable String path, String run, int delivery, boolean correction) {}
