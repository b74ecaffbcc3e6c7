package io.sluice.definitions.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.registry.form.DefinitionForm;
import java.util.List;

/**
 * A definition as the registry holds it: its newest version.
 *
 * @param version v1, v2, …
 * @param path of its file; empty for what has no file, such as an entity that nobody declares
 * @param text of its file
 * @param form its fields; unknown for what is retired
 * @param earlier every way in which it was registered, oldest first, the newest included
 */
public record Registered(
        String kind,
        String name,
        String version,
        String fingerprint,
        String path,
        String text,
        DefinitionForm form,
        State state,
        List<Earlier> earlier) {
    /** Whether the project still declared it when it was last registered. */
    public enum State {
        ACTIVE,
        RETIRED
    }

    /**
     * One of the ways in which it was registered.
     *
     * @param by who applied it, and when: {@code ada at 2026-01-02T03:04:05Z}
     * @param form its fields; unknown where nobody needs to compare them
     */
    public record Earlier(String version, String fingerprint, String text, String by, DefinitionForm form) {}

    public Registered {
        requireNonNull(form, "form is null");
        earlier = List.copyOf(earlier);
    }
}
