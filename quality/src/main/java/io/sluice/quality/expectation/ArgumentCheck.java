package io.sluice.quality.expectation;

import io.sluice.definitions.name.Nearest;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Presence;
import io.sluice.quality.form.ResultFormat;
import io.sluice.quality.python.PythonRegex;
import io.sluice.quality.python.RegexSyntaxException;
import io.sluice.quality.sql.RowCondition;
import io.sluice.quality.sql.SuiteCondition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks written arguments against the parameters of a type, then lets the type check them together. */
record ArgumentCheck(ExpectationType type, Map<String, Object> arguments, Columns columns) {
    List<String> problems() {
        List<Parameter> parameters = parameters();
        List<String> problems = new ArrayList<>();
        List<String> names = parameters.stream().map(Parameter::name).toList();
        for (String name : arguments.keySet()) {
            if (!names.contains(name) && !Parameter.IGNORED.contains(name)) {
                problems.add("unknown parameter " + name + Nearest.hint(name, names));
            }
        }
        parameters.forEach(parameter -> check(parameter, problems));
        return problems.isEmpty() ? type.problems(new Arguments(arguments, columns)) : problems;
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(type.parameters());
        if (type.readsRows()) {
            parameters.add(Parameter.ROW_CONDITION);
            parameters.add(Parameter.CONDITION_PARSER);
        }
        parameters.add(Parameter.RESULT_FORMAT);
        return parameters;
    }

    private void check(Parameter parameter, List<String> problems) {
        Object value = arguments.get(parameter.name());
        if (value != null) {
            problem(parameter, value).ifPresent(problem -> problems.add(parameter.name() + " " + problem));
        } else if (parameter.presence() == Presence.REQUIRED) {
            problems.add(parameter.name() + " is missing");
        }
    }

    private Optional<String> problem(Parameter parameter, Object value) {
        return switch (parameter.kind()) {
            case COLUMN -> column(value);
            case COLUMNS -> columns(value);
            case TEXT -> unless(value instanceof String text && !text.isEmpty(), "must be a text", value);
            case PATTERN -> unless(value instanceof String, "must be a text", value);
            case TEXTS -> unless(isListOf(value, String.class), "must be a list of texts", value);
            case BOUND -> unless(isScalar(value) && !(value instanceof Boolean), "must be one value", value);
            case VALUES -> unless(isListOf(value, Object.class), "must be a list of values without null", value);
            case REGEX -> value instanceof String text ? regex(text) : unless(false, "must be a text", value);
            case REGEXES -> regexes(value);
            case INTEGER -> unless(isWhole(value), "must be a whole number", value);
            case NUMBER -> unless(isFinite(value), "must be a number", value);
            case MAPPING -> unless(value instanceof Map<?, ?>, "must be names with values", value);
            case SCALAR -> unless(isScalar(value), "must be one value", value);
            case FLAG -> unless(value instanceof Boolean, "must be true or false", value);
            case SHARE -> unless(isShare(value), "must be a number from 0 to 1", value);
            case CONDITION -> condition(value);
            case RESULT_FORMAT -> ResultFormat.problems(value, columns).stream().findFirst();
            case CHOICE ->
                unless(
                        parameter.choices().contains(value),
                        "must be " + String.join(" or ", parameter.choices()),
                        value);
        };
    }

    private Optional<String> column(Object value) {
        if (!(value instanceof String name)) {
            return unless(false, "must be the name of a column", value);
        }
        return columns.find(name).isPresent()
                ? Optional.empty()
                : Optional.of(name + " does not exist" + Nearest.hint(name, columns.names()));
    }

    private Optional<String> columns(Object value) {
        if (!isListOf(value, String.class) || ((List<?>) value).isEmpty()) {
            return unless(false, "must be a list of names of columns", value);
        }
        return ((List<?>) value)
                .stream().map(this::column).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> regex(String text) {
        try {
            PythonRegex.of(text);
            return PythonRegex.explosion(text).map(found -> text + " " + PythonRegex.explodes(found));
        } catch (RegexSyntaxException broken) {
            return Optional.of(text + " does not compile: " + broken.getMessage());
        }
    }

    private static Optional<String> regexes(Object value) {
        if (!isListOf(value, String.class) || ((List<?>) value).isEmpty()) {
            return unless(false, "must be a list of texts", value);
        }
        return ((List<?>) value)
                .stream()
                        .map(text -> regex((String) text))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private Optional<String> condition(Object value) {
        try {
            String parser = new Arguments(arguments, columns).choice("condition_parser", "spark");
            return RowCondition.problems(SuiteCondition.sql(value, parser), columns.names()).stream()
                    .findFirst();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static boolean isListOf(Object value, Class<?> element) {
        return value instanceof List<?> list && list.stream().allMatch(element::isInstance);
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof Iterable<?>) && !(value instanceof Map<?, ?>);
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || value instanceof BigDecimal decimal
                        && decimal.stripTrailingZeros().scale() <= 0
                || value instanceof Double number && number == Math.rint(number) && !number.isInfinite();
    }

    private static boolean isFinite(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private static boolean isShare(Object value) {
        return value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1;
    }

    private static Optional<String> unless(boolean right, String wanted, Object value) {
        return right ? Optional.empty() : Optional.of(wanted + ", not " + value);
    }
}
