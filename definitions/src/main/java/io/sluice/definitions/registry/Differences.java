package io.sluice.definitions.registry;

import io.sluice.definitions.registry.form.FieldText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Two versions of a definition, field by field, as people write the fields. */
final class Differences {
    private static final int LONGEST = 300;
    private static final String FEATURE = "feature.";

    /** A definition's own version before and after, for a field that is the fingerprint of a feature. */
    private final Function<String, String> features;

    /** Takes what says {@code v1 → v2} of a feature. */
    Differences(Function<String, String> features) {
        this.features = features;
    }

    /** One line for each field that differs, by name: {@code window: 7 days → 14 days}. */
    List<String> between(Map<String, FieldText> before, Map<String, FieldText> after) {
        Set<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<String> differences = new ArrayList<>();
        for (String field : fields) {
            FieldText old = before.get(field);
            FieldText now = after.get(field);
            if (old == null && now != null) {
                differences.add(added(field, now));
            } else if (old != null && now == null) {
                differences.add(gone(field, old));
            } else if (old == null || now == null) {
                throw new IllegalStateException("A field of neither: " + field);
            } else if (!old.canonical().equals(now.canonical())) {
                differences.add(changed(field, old, now));
            }
        }
        return differences;
    }

    private String added(String field, FieldText now) {
        return field.startsWith(FEATURE) ? feature(field) + " added" : field + ": none → " + shortened(now.shown());
    }

    private String gone(String field, FieldText old) {
        return field.startsWith(FEATURE)
                ? feature(field) + " removed"
                : field + ": " + shortened(old.shown()) + " → none";
    }

    private String changed(String field, FieldText old, FieldText now) {
        if (field.startsWith(FEATURE)) {
            return feature(field) + ": " + features.apply(field.substring(FEATURE.length()));
        }
        List<String> parts = new ArrayList<>();
        now.items().stream().filter(item -> !old.items().contains(item)).forEach(item -> parts.add("added " + item));
        old.items().stream().filter(item -> !now.items().contains(item)).forEach(item -> parts.add("removed " + item));
        boolean lists = !old.items().isEmpty() && !now.items().isEmpty() && !parts.isEmpty();
        return field + ": "
                + (lists
                        ? shortened(String.join("; ", parts))
                        : shortened(old.shown()) + " → " + shortened(now.shown()));
    }

    private static String feature(String field) {
        return "feature " + field.substring(FEATURE.length());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
