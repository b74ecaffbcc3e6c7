package io.sluice.activities.registry;

import io.sluice.activities.table.DefinitionRow;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Every row that was registered, in the order of the applies. Pure.
 *
 * <p>A definition means what it means together with those it uses. A pinned version is therefore the whole project as it stood
 * at the last apply at which that version was the newest: that is consistent, was valid, and has the newest text of it.
 */
final class RegistryHistory {
    private final Map<String, List<DefinitionRow>> byDefinition = new TreeMap<>();

    RegistryHistory(Collection<DefinitionRow> rows) {
        rows.stream()
                .sorted(Comparator.comparingLong(DefinitionRow::apply))
                .forEach(row -> byDefinition
                        .computeIfAbsent(Registry.key(row.kind(), row.name()), any -> new ArrayList<>())
                        .add(row));
    }

    boolean isEmpty() {
        return byDefinition.isEmpty();
    }

    /** The number of the newest apply; 0 when there was none. */
    long newest() {
        return byDefinition.values().stream()
                .mapToLong(rows -> last(rows).apply())
                .max()
                .orElse(0);
    }

    /** The newest row of each definition, those of retired ones too, in order of kind and name. */
    List<DefinitionRow> definitions() {
        return byDefinition.values().stream().map(RegistryHistory::last).toList();
    }

    /** Every row of a definition, oldest first. */
    List<DefinitionRow> of(String kind, String name) {
        return byDefinition.getOrDefault(Registry.key(kind, name), List.of());
    }

    /** The newest text of a definition. */
    String text(String kind, String name) {
        return last(of(kind, name)).text();
    }

    /** What was declared after an apply, in order of kind and name. */
    List<DefinitionRow> at(long apply) {
        return byDefinition.values().stream()
                .map(rows -> rows.stream()
                        .filter(row -> row.apply() <= apply)
                        .reduce((first, second) -> second)
                        .orElse(null))
                .filter(Objects::nonNull)
                .filter(row -> row.state().equals(DefinitionRow.ACTIVE))
                .toList();
    }

    /**
     * The last apply at which all of them were the newest; the newest apply for none.
     *
     * @throws IllegalStateException when one was never registered
     */
    long at(Collection<DefinitionRef> pins) {
        return pins.stream().mapToLong(this::lastApply).min().orElseGet(this::newest);
    }

    private long lastApply(DefinitionRef pin) {
        List<DefinitionRow> rows = of(pin.kind(), pin.name());
        for (int i = rows.size() - 1; i >= 0; i--) {
            DefinitionRow row = rows.get(i);
            if (row.version().equals(pin.version()) && row.state().equals(DefinitionRow.ACTIVE)) {
                return i + 1 < rows.size() ? rows.get(i + 1).apply() - 1 : newest();
            }
        }
        throw new IllegalStateException(
                "Missing definition: " + Registry.key(pin.kind(), pin.name()) + " at " + pin.version());
    }

    private static DefinitionRow last(List<DefinitionRow> rows) {
        return rows.get(rows.size() - 1);
    }
}
