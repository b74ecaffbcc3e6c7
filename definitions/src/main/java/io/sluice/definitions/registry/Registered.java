package io.sluice.definitions.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition as the registry holds it: its newest version.
 *
 * @param version v1, v2, …
 * @param fields as {@link CanonicalForms#of} gave them
 * @param description as {@link CanonicalForms#description} gave them
 */
public record Registered(
        String kind,
        String name,
        String version,
        String fingerprint,
        Map<String, String> fields,
        Map<String, String> description,
        State state) {
    /** Whether the project still declared it when it was last registered. */
    public enum State {
        ACTIVE,
        RETIRED
    }

    public Registered {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        description = Collections.unmodifiableMap(new TreeMap<>(description));
    }
}
