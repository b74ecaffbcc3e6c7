package io.sluice.definitions.registry.form;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One field of a definition as text.
 *
 * @param canonical canonical JSON: fields that are equal in it are equal
 * @param shown as people write it: {@code 7 days}, not milliseconds
 * @param items the elements of a list as people write them; empty for what is no list
 */
public record FieldText(String canonical, String shown, List<String> items) {
    public FieldText {
        requireNonNull(canonical, "canonical is null");
        requireNonNull(shown, "shown is null");
        items = List.copyOf(items);
    }
}
