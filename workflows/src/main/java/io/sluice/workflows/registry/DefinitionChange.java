package io.sluice.workflows.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a plan: what happens to a definition and why.
 *
 * @param change added, unchanged, changed, retired or described (a change without meaning, such as of an owner)
 * @param differences one line a field, old and new value: {@code window: 7 days → 14 days}
 * @param consequences what follows, one sentence each
 */
public record DefinitionChange(
        String kind,
        String name,
        String change,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        List<String> differences,
        List<String> consequences) {}
