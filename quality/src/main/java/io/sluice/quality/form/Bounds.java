package io.sluice.quality.form;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What {@code min_value}, {@code max_value}, {@code strict_min} and {@code strict_max} say about values of a type.
 *
 * @param min null: no least value
 * @param max null: no greatest value
 */
public record Bounds(@Nullable Literal min, @Nullable Literal max, boolean strictMin, boolean strictMax) {
    /** The parameters of expectations that compare values of a column. */
    public static final List<Parameter> PARAMETERS = parameters(Kind.BOUND);

    /** The parameters of expectations that compare counts. */
    public static final List<Parameter> COUNT_PARAMETERS = parameters(Kind.INTEGER);

    /** Whether a list of bounds may be empty. */
    public enum Needed {
        AT_LEAST_ONE,
        NONE
    }

    /**
     * Reads checked arguments.
     *
     * @throws IllegalArgumentException when a bound is not of the type
     */
    public static Bounds of(Arguments arguments, DataType type) {
        return new Bounds(
                arguments
                        .value("min_value")
                        .map(value -> Literal.of(value, type))
                        .orElse(null),
                arguments
                        .value("max_value")
                        .map(value -> Literal.of(value, type))
                        .orElse(null),
                arguments.flag("strict_min"),
                arguments.flag("strict_max"));
    }

    /** What is wrong with the bounds that somebody wrote. */
    public static List<String> problems(Arguments arguments, DataType type, Needed needed) {
        List<String> problems = new ArrayList<>();
        for (String name : List.of("min_value", "max_value")) {
            arguments.value(name).ifPresent(value -> literalProblem(name, value, type, problems));
        }
        if (problems.isEmpty()) {
            of(arguments, type).contradictions(needed, problems);
        }
        return problems;
    }

    private static void literalProblem(String name, Object value, DataType type, List<String> problems) {
        try {
            Literal.of(value, type);
        } catch (IllegalArgumentException wrong) {
            problems.add(name + " " + wrong.getMessage());
        }
    }

    private void contradictions(Needed needed, List<String> problems) {
        if (min == null && max == null && needed == Needed.AT_LEAST_ONE) {
            problems.add("min_value and max_value are both missing, so nothing is expected");
        }
        if (min == null || max == null) {
            return;
        }
        OptionalInt order = Observed.compare(min.value(), max.value());
        if (order.isPresent() && order.getAsInt() > 0) {
            problems.add("min_value " + min.value() + " is greater than max_value " + max.value());
        } else if (order.isPresent() && order.getAsInt() == 0 && (strictMin || strictMax)) {
            problems.add("no value is strictly between min_value " + min.value() + " and max_value " + max.value());
        }
    }

    /** Spark SQL that is true for terms inside. As in Spark, NaN is greater than every number. */
    public String sql(String term) {
        List<String> parts = new ArrayList<>();
        if (min != null) {
            parts.add(term + (strictMin ? " > " : " >= ") + min.sql());
        }
        if (max != null) {
            parts.add(term + (strictMax ? " < " : " <= ") + max.sql());
        }
        return parts.isEmpty() ? "TRUE" : "(" + String.join(" AND ", parts) + ")";
    }

    /** Whether an observed value is inside; null and NaN never are. */
    public boolean contain(@Nullable Object observed) {
        if (observed == null || observed instanceof Double number && number.isNaN()) {
            return false;
        }
        return isInside(min, strictMin, observed, 1) && isInside(max, strictMax, observed, -1);
    }

    private static boolean isInside(@Nullable Literal bound, boolean strict, Object observed, int side) {
        if (bound == null) {
            return true;
        }
        OptionalInt order = Observed.compare(observed, bound.value());
        return order.isPresent() && (strict ? order.getAsInt() * side > 0 : order.getAsInt() * side >= 0);
    }

    /** {@code between 0 and 10 (10 excluded)}, {@code at least 3}, {@code less than 7}. */
    public String phrase() {
        if (min == null) {
            return max == null ? "anything" : (strictMax ? "less than " : "at most ") + max.value();
        }
        if (max == null) {
            return (strictMin ? "greater than " : "at least ") + min.value();
        }
        return "between " + min.value() + " and " + max.value() + excluded(min, max);
    }

    private String excluded(Literal least, Literal greatest) {
        if (strictMin && strictMax) {
            return " (both excluded)";
        }
        return strictMin || strictMax ? " (" + (strictMin ? least : greatest).value() + " excluded)" : "";
    }

    private static List<Parameter> parameters(Kind kind) {
        return List.of(
                Parameter.optional("min_value", kind),
                Parameter.optional("max_value", kind),
                Parameter.optional("strict_min", Kind.FLAG),
                Parameter.optional("strict_max", Kind.FLAG));
    }
}
