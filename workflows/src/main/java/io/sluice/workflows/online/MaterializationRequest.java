package io.sluice.workflows.online;

import io.sluice.workflows.registry.ViewSettings;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a plan.
 */
public record MaterializationRequest(
        ViewSettings view, String mode, @Nullable String release) {}
