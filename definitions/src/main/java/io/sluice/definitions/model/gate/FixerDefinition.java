package io.sluice.definitions.model.gate;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The name under which people call a fixer for a remediation.
 *
 * @param className the class of a fixer that the workers have registered
 */
public record FixerDefinition(
        String name,
        String className,
        @Nullable String description,
        @Nullable String owner) {
    public FixerDefinition {
        requireNonNull(name, "name is null");
        requireNonNull(className, "className is null");
    }
}
