package io.sluice.definitions.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What registering a project does to one definition.
 *
 * @param fromVersion null when nothing is registered under the name
 * @param toVersion null when the definition is retired
 * @param fingerprint of the project's definition; of the registered one when it is retired
 * @param differences one line a field, old and new value: {@code window: 7 days → 14 days}
 * @param consequences what follows, one sentence each
 * @param refusals why it may not be registered just so
 * @param takesBack what somebody registered before and this takes back; null for nothing
 */
public record RegistryChange(
        String kind,
        String name,
        Kind change,
        @Nullable String fromVersion,
        @Nullable String toVersion,
        String fingerprint,
        List<String> differences,
        List<String> consequences,
        List<Refusal> refusals,
        @Nullable String takesBack) {
    /** CHANGED makes a new version. DESCRIBED changes only what cannot change a value. */
    public enum Kind {
        ADDED,
        UNCHANGED,
        CHANGED,
        DESCRIBED,
        RETIRED
    }

    public RegistryChange {
        differences = List.copyOf(differences);
        consequences = List.copyOf(consequences);
        refusals = List.copyOf(refusals);
    }
}
