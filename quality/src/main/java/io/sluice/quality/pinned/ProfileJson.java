package io.sluice.quality.pinned;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Profiles as JSON: {@code {"edges": [...], "counts": [...], "missing": 0, "min": 0, "max": 9, "deviation": 2}} or
 * {@code {"categories": [...], "counts": [...], "others": 0, "missing": 0}}.
 */
public final class ProfileJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfileJson() {}

    /** One line, fields in a fixed order. */
    public static String write(Profile profile) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Profile.Spread spread = profile.spread();
        if (spread == null) {
            tree.put("categories", profile.categories());
            tree.put("counts", profile.counts());
            tree.put("others", profile.others());
            tree.put("missing", profile.missing());
        } else {
            tree.put("edges", profile.edges());
            tree.put("counts", profile.counts());
            tree.put("missing", profile.missing());
            tree.put("min", spread.min());
            tree.put("max", spread.max());
            tree.put("deviation", spread.deviation());
        }
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of numbers and texts", impossible);
        }
    }

    /** @throws IllegalArgumentException when the text is no profile */
    public static Profile read(String json) {
        try {
            return of(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("Cannot parse profile: " + broken.getOriginalMessage(), broken);
        }
    }

    /**
     * The same from names with values.
     *
     * @throws IllegalArgumentException with the end of a sentence about the profile
     */
    public static Profile of(Map<?, ?> tree) {
        List<String> known = tree.containsKey("categories")
                ? List.of("categories", "counts", "others", "missing")
                : List.of("edges", "counts", "missing", "min", "max", "deviation");
        for (Object name : tree.keySet()) {
            require(known.contains(name), "has " + String.join(", ", known) + ", not " + name);
        }
        List<Long> counts = new ArrayList<>();
        for (Number count : numbers(tree, "counts")) {
            require(count.doubleValue() >= 0, "has a count below 0");
            counts.add(count.longValue());
        }
        return tree.containsKey("categories") ? categories(tree, counts) : numeric(tree, counts);
    }

    private static Profile categories(Map<?, ?> tree, List<Long> counts) {
        List<String> names = new ArrayList<>();
        list(tree, "categories").forEach(name -> names.add(String.valueOf(name)));
        require(names.size() == counts.size(), "needs as many counts as categories");
        return new Profile(List.of(), names, counts, whole(tree, "others"), whole(tree, "missing"), null);
    }

    private static Profile numeric(Map<?, ?> tree, List<Long> counts) {
        List<Double> edges = new ArrayList<>();
        for (Number edge : numbers(tree, "edges")) {
            boolean ascends = edges.isEmpty() || edges.get(edges.size() - 1) < edge.doubleValue();
            require(ascends && Double.isFinite(edge.doubleValue()), "has edges that are not finite or do not ascend");
            edges.add(edge.doubleValue());
        }
        require(!edges.isEmpty() && counts.size() == edges.size() + 1, "needs one more count than edges");
        Profile.Spread spread = new Profile.Spread(real(tree, "min"), real(tree, "max"), real(tree, "deviation"));
        return new Profile(edges, List.of(), counts, 0, whole(tree, "missing"), spread);
    }

    private static List<Number> numbers(Map<?, ?> tree, String name) {
        List<Number> numbers = new ArrayList<>();
        for (Object element : list(tree, name)) {
            require(element instanceof Number, "has " + element + " among its " + name);
            numbers.add((Number) element);
        }
        return numbers;
    }

    private static List<?> list(Map<?, ?> tree, String name) {
        require(tree.get(name) instanceof List<?>, "needs " + name);
        return (List<?>) java.util.Objects.requireNonNull(tree.get(name), "list is null");
    }

    private static long whole(Map<?, ?> tree, String name) {
        return (long) real(tree, name);
    }

    private static double real(Map<?, ?> tree, String name) {
        @Nullable Object value = tree.get(name);
        require(value == null || value instanceof Number, "has " + value + " for " + name);
        return value == null ? 0 : ((Number) value).doubleValue();
    }

    private static void require(boolean right, String wrong) {
        if (!right) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
