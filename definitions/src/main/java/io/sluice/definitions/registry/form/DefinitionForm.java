package io.sluice.definitions.registry.form;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A definition as fields by name.
 *
 * @param meaning what can change a value and therefore makes a new version
 * @param description the rest, such as an owner or how long a cache keeps a key
 */
public record DefinitionForm(SortedMap<String, FieldText> meaning, SortedMap<String, FieldText> description) {
    public DefinitionForm {
        meaning = Collections.unmodifiableSortedMap(new TreeMap<>(meaning));
        description = Collections.unmodifiableSortedMap(new TreeMap<>(description));
    }

    /** A definition of which nothing is known but that it was there. */
    public static DefinitionForm unknown() {
        return new DefinitionForm(new TreeMap<>(), new TreeMap<>());
    }
}
