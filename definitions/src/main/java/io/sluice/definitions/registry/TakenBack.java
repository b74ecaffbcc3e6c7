package io.sluice.definitions.registry;

import io.sluice.definitions.registry.Registered.Earlier;
import io.sluice.definitions.registry.form.DefinitionForm;
import io.sluice.definitions.registry.form.FieldText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what one person registered and another would take back without having seen it. A text or a field that is an earlier
 * one and not the newest most often comes from a folder that is behind. What changes only because something it uses changed
 * takes nothing back by itself.
 */
final class TakenBack {
    private TakenBack() {}

    /** The sentence about a definition that the project declares. */
    static Optional<String> of(Registered old, String fingerprint, String text, DefinitionForm now) {
        boolean retired = old.state() == Registered.State.RETIRED;
        if (!retired && old.text().equals(text)) {
            return Optional.empty();
        }
        boolean mayMatch = retired || !old.fingerprint().equals(fingerprint);
        Optional<Earlier> same = old.earlier().stream()
                .filter(earlier -> earlier.text().equals(text)
                        || (mayMatch && earlier.fingerprint().equals(fingerprint)))
                .reduce((first, second) -> second);
        if (same.isPresent()) {
            String name = old.kind() + " " + old.name();
            String newest = last(old).by();
            return Optional.of(
                    retired
                            ? name + " would come back; " + newest + " retired it"
                            : name + " would go back to " + same.get().version() + " of "
                                    + same.get().by() + "; " + newest + " replaced that with "
                                    + last(old).version());
        }
        return retired ? Optional.empty() : fields(old, now);
    }

    /** The sentence about a definition that the project no longer declares. */
    static String whole(Registered old) {
        String name = old.kind() + " " + old.name();
        return name + (old.earlier().isEmpty() ? "" : " of " + last(old).by())
                + " would be retired: the project does not declare it";
    }

    private static Optional<String> fields(Registered old, DefinitionForm now) {
        Map<String, FieldText> newest = own(old.form());
        Map<String, FieldText> fields = own(now);
        Set<String> changed = new TreeSet<>(newest.keySet());
        changed.addAll(fields.keySet());
        changed.removeIf(field -> same(newest.get(field), fields.get(field)));
        List<String> back = new ArrayList<>();
        for (String field : changed) {
            FieldText value = fields.get(field);
            if (old.earlier().stream()
                    .map(Earlier::form)
                    .filter(form -> !form.equals(DefinitionForm.unknown()))
                    .anyMatch(form -> same(own(form).get(field), value))) {
                back.add(field + " to " + (value == null ? "none" : value.shown()));
            }
        }
        return back.isEmpty()
                ? Optional.empty()
                : Optional.of(old.kind() + " " + old.name() + " would take back " + String.join(", ", back) + "; "
                        + last(old).by() + " registered " + last(old).version() + " otherwise");
    }

    /** The fields that a definition's own text decides. */
    private static Map<String, FieldText> own(DefinitionForm form) {
        Map<String, FieldText> own = new TreeMap<>(form.meaning());
        own.putAll(form.description());
        own.keySet()
                .removeIf(field ->
                        field.startsWith("source.") || field.startsWith("feature.") || field.startsWith("entity."));
        return own;
    }

    private static boolean same(@Nullable FieldText one, @Nullable FieldText other) {
        return Objects.equals(one == null ? null : one.canonical(), other == null ? null : other.canonical());
    }

    private static Earlier last(Registered old) {
        return old.earlier().get(old.earlier().size() - 1);
    }
}
