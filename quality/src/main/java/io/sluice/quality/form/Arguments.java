package io.sluice.quality.form;

import io.sluice.definitions.model.Column;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.sql.SuiteCondition;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one expectation, read after they were checked; an argument that is null counts as left out.
 *
 * @param rule the expectation's id
 * @param values as they were written
 */
public record Arguments(String rule, Map<String, Object> values, Columns columns, Surroundings surroundings) {
    /** Arguments that are only checked. */
    public Arguments(Map<String, Object> values, Columns columns) {
        this("", values, columns, Surroundings.NONE);
    }

    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public String text(String name) {
        return (String) require(name);
    }

    public List<Object> list(String name) {
        return List.copyOf((List<?>) require(name));
    }

    public List<String> texts(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    /** A flag; one that is left out is false. */
    public boolean flag(String name) {
        return value(name).map(Boolean.class::cast).orElse(false);
    }

    /** A word out of a few. */
    public String choice(String name, String otherwise) {
        return value(name).map(String.class::cast).orElse(otherwise);
    }

    public double mostly() {
        return value("mostly").map(Number.class::cast).map(Number::doubleValue).orElse(1.0);
    }

    /** The column that the argument {@code column} names. */
    public Column column() {
        return column("column");
    }

    public Column column(String argument) {
        String name = text(argument);
        return columns.find(name).orElseThrow(() -> new NoSuchElementException("Unknown column: " + name));
    }

    /** The rows that the expectation is about, as Spark SQL that may be joined with AND. */
    public String condition() {
        // The line break ends a comment that the condition may end with.
        return value("row_condition")
                .map(written -> "(" + SuiteCondition.sql(written, choice("condition_parser", "spark")) + "\n)")
                .orElse("TRUE");
    }

    private Object require(String name) {
        @Nullable Object value = values.get(name);
        if (value == null) {
            throw new NoSuchElementException("Missing argument: " + name);
        }
        return value;
    }
}
