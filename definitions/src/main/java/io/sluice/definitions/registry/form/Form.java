package io.sluice.definitions.registry.form;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a definition, sorted into those that can change a value and those that cannot; absent fields are left out. */
final class Form {
    private final Map<String, Object> meaning = new LinkedHashMap<>();
    private final Map<String, Object> description = new LinkedHashMap<>();

    /** A field that can change a value. */
    Form means(String field, @Nullable Object value) {
        if (value != null) {
            meaning.put(field, value);
        }
        return this;
    }

    /** A field that cannot. */
    Form says(String field, @Nullable Object value) {
        if (value != null) {
            description.put(field, value);
        }
        return this;
    }

    Map<String, Object> meaning() {
        return meaning;
    }

    Map<String, Object> description() {
        return description;
    }
}
