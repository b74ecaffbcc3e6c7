package io.sluice.definitions.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a feature is about: a typed tuple of key columns, in their declared order, never a concatenated string. */
public record Entity(
        String name,
        List<Column> keys,
        @Nullable String description,
        @Nullable String owner) implements Serializable {
    public Entity {
        keys = List.copyOf(keys);
    }
}
