package io.sluice.activities.training.labels;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which label column holds which key column of an entity.
 *
 * @param names label column by key column
 */
record KeyColumns(String set, Map<String, String> names) {
    /** Reads {@code key} and {@code key=column}. */
    static KeyColumns parse(String set, List<String> keys) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String key : keys) {
            String[] parts = key.split("=", 2);
            if (names.put(parts[0].strip(), parts[parts.length - 1].strip()) != null) {
                throw LabelFault.input(set, "field labels.keys names " + parts[0] + " twice");
            }
        }
        return new KeyColumns(set, names);
    }

    /** The label columns of an entity's key, in the order of its columns. */
    List<String> of(Entity entity) {
        List<String> columns = new ArrayList<>();
        for (Column key : entity.keys()) {
            String column = names.get(key.name());
            if (column == null) {
                throw LabelFault.input(
                        set,
                        "entity %s has the key column %s (%s), of which labels.keys says nothing: add \"%s\", or \"%s=<label column>\""
                                .formatted(entity.name(), key.name(), key.type(), key.name(), key.name()));
            }
            columns.add(column);
        }
        return columns;
    }

    /** Every label column that holds a key, and every key that no view uses. */
    void refuseUnused(List<Entity> entities) {
        for (String key : names.keySet()) {
            boolean used = entities.stream()
                    .flatMap(entity -> entity.keys().stream())
                    .anyMatch(column -> column.name().equals(key));
            if (!used) {
                throw LabelFault.input(
                        set,
                        "labels.keys names %s, which is a key column of no entity of the views; the key columns are %s"
                                .formatted(
                                        key,
                                        entities.stream()
                                                .flatMap(entity -> entity.keys().stream())
                                                .map(Column::name)
                                                .distinct()
                                                .toList()));
            }
        }
    }
}
