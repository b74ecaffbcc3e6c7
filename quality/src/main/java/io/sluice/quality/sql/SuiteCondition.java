package io.sluice.quality.sql;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Row conditions as Great Expectations writes them beside Spark SQL: objects of its 1.x ({@code {"type": "comparison",
 * "column": {"name": "a"}, "operator": "==", "parameter": 3}}) and the older texts {@code col("a") == 3}. A comparison
 * with null lets no row through, as with its Spark engine.
 */
public final class SuiteCondition {
    private static final Map<String, String> OPERATORS =
            Map.of("==", "=", "!=", "<>", "<", "<", "<=", "<=", ">", ">", ">=", ">=", "IN", "IN", "NOT_IN", "NOT IN");
    private static final Pattern TEXT = Pattern.compile(
            "\\s*col\\(\"([^\"]+)\"\\)\\s*(?:(\\.notnull\\(\\))|(==|!=|<=|>=|<|>)\\s*"
                    + "(?:([+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)|\"([^\"]*)\"|'([^']*)'))\\s*",
            Pattern.CASE_INSENSITIVE);

    private SuiteCondition() {}

    /**
     * The condition as Spark SQL.
     *
     * @param written a text or an object
     * @param parser the language of a text: spark where nothing else is said
     * @throws IllegalArgumentException with the end of a sentence about the condition
     */
    public static String sql(Object written, String parser) {
        if (written instanceof Map<?, ?> object) {
            return object(object);
        }
        if (!(written instanceof String text)) {
            throw new IllegalArgumentException("must be a text or a condition of Great Expectations, not " + written);
        }
        return parser.startsWith("great_expectations") ? column(text) : text;
    }

    private static String column(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is not a condition such as col(\"a\") > 3 or col(\"a\").notNull(): " + text);
        }
        String column = Names.quoted(matcher.group(1));
        if (matcher.group(2) != null) {
            return column + " IS NOT NULL";
        }
        @Nullable String number = matcher.group(4);
        String quoted = matcher.group(5) == null ? matcher.group(6) : matcher.group(5);
        return column + " " + OPERATORS.get(matcher.group(3)) + " " + (number == null ? Literal.text(quoted) : number);
    }

    private static String object(Map<?, ?> object) {
        return switch (String.valueOf(object.get("type")).toLowerCase(Locale.ROOT)) {
            case "and" -> joined(object, " AND ");
            case "or" -> joined(object, " OR ");
            case "nullity" -> name(object) + (Boolean.TRUE.equals(object.get("is_null")) ? " IS NULL" : " IS NOT NULL");
            case "comparison" -> comparison(object);
            case "pass_through" -> String.valueOf(object.get("pass_through_filter"));
            default -> throw new IllegalArgumentException("is not a condition of Great Expectations: " + object);
        };
    }

    private static String joined(Map<?, ?> object, String word) {
        if (!(object.get("conditions") instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("joins no conditions: " + object);
        }
        return list.stream()
                .map(part -> "(" + sql(part instanceof Map<?, ?> ? part : Map.of(), "spark") + ")")
                .collect(Collectors.joining(word));
    }

    private static String name(Map<?, ?> object) {
        Object column = object.get("column") instanceof Map<?, ?> map ? map.get("name") : object.get("column");
        if (!(column instanceof String name)) {
            throw new IllegalArgumentException("names no column: " + object);
        }
        return Names.quoted(name);
    }

    private static String comparison(Map<?, ?> object) {
        String operator = OPERATORS.get(String.valueOf(object.get("operator")));
        Object parameter = object.get("parameter");
        boolean list = parameter instanceof List<?>;
        if (operator == null || parameter == null || list != operator.endsWith("IN")) {
            throw new IllegalArgumentException("is not a comparison: " + object);
        }
        return name(object) + " " + operator + " " + literal(parameter);
    }

    private static String literal(@Nullable Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(SuiteCondition::literal).collect(Collectors.joining(", ", "(", ")"));
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof String text) {
            return Literal.text(text);
        }
        throw new IllegalArgumentException("compares with something that is no value: " + value);
    }
}
