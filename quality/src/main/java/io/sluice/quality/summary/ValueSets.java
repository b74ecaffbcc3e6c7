package io.sluice.quality.summary;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.sql.Literal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Sets of values that somebody wrote. */
final class ValueSets {
    private ValueSets() {}

    static List<String> problems(String name, List<Object> written, DataType type) {
        List<String> problems = new ArrayList<>();
        for (Object value : written) {
            try {
                Literal.of(value, type);
            } catch (IllegalArgumentException wrong) {
                problems.add(name + ": " + wrong.getMessage());
            }
        }
        return problems;
    }

    /** Each value once, in the order they were written. */
    static List<Literal> read(List<Object> written, DataType type) {
        return List.copyOf(written.stream()
                .map(value -> Literal.of(value, type))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** Spark SQL that is true for a term in the set. */
    static String contains(String term, List<Literal> set) {
        return set.isEmpty()
                ? "FALSE"
                : "(" + term + " IN (" + set.stream().map(Literal::sql).collect(Collectors.joining(", ")) + "))";
    }
}
