package io.sluice.workflows.stream;

import io.sluice.workflows.registry.DefinitionRef;

/**
 * A version of a view that a lane runs.
 *
 * @param read whether readers get its values; a version that is not read yet has an app, but nothing writes it online
 */
public record PlannedView(DefinitionRef view, boolean read) {}
