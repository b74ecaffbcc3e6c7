package io.sluice.definitions.online;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.DataType;

/** A feature in a slot, in the slot's order. */
public record SlotFeature(String name, DataType type) {
    public SlotFeature {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }
}
