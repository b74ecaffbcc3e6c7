package io.sluice.workflows.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a plan: what happens to a definition and why.
 *
 * @param change added, unchanged, changed, retired or described (a change without meaning, such as of an owner)
 * @param differences one sentence a field, old and new value
 */
public record DefinitionChange(
        String kind,
        String name,
        String change,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        List<String> differences) {}
