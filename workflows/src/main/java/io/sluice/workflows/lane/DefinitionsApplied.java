package io.sluice.workflows.lane;

import org.jspecify.annotations.Nullable;

/** Object of the signal {@code definitionsApplied}; {@code by} is only for people who read the history. */
public record DefinitionsApplied(@Nullable String by) {}
