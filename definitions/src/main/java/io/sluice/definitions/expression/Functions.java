package io.sluice.definitions.expression;

import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CASE, IF, COALESCE, LEAST, GREATEST and CAST of derived features. */
final class Functions {
    static final List<String> NAMES = List.of("COALESCE", "IF", "LEAST", "GREATEST", "CASE", "CAST");

    private Functions() {}

    /** A call by name, or null for an unknown name. */
    static @Nullable Term call(String name, List<Term> arguments, int position) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "COALESCE" -> coalesce(counted(name, arguments, 1, Integer.MAX_VALUE, position), position);
            case "IF" -> {
                counted(name, arguments, 3, 3, position);
                yield choose(List.of(arguments.get(0)), List.of(arguments.get(1)), arguments.get(2), position);
            }
            case "LEAST" -> extreme(-1, counted(name, arguments, 2, Integer.MAX_VALUE, position), position);
            case "GREATEST" -> extreme(1, counted(name, arguments, 2, Integer.MAX_VALUE, position), position);
            default -> null;
        };
    }

    private static List<Term> counted(String name, List<Term> arguments, int min, int max, int position) {
        if (arguments.size() < min || arguments.size() > max) {
            throw new ExpressionException(
                    name.toUpperCase(Locale.ROOT) + " needs " + min + (max > min ? " or more" : "") + " arguments, not "
                            + arguments.size(),
                    position);
        }
        return arguments;
    }

    private static Term coalesce(List<Term> terms, int position) {
        DataType type = NumericTypes.common(terms);
        return typed(type, position, row -> {
            for (Term term : terms) {
                Object value = convert(term.value(row), type);
                if (value != null) {
                    return value;
                }
            }
            return null;
        });
    }

    /** The value of the first condition that is true, otherwise the last one. */
    static Term choose(List<Term> conditions, List<Term> values, Term otherwise, int position) {
        conditions.forEach(condition -> Operators.needBoolean(condition, "A condition"));
        List<Term> all = new ArrayList<>(values);
        all.add(otherwise);
        DataType type = NumericTypes.common(all);
        return typed(type, position, row -> {
            for (int i = 0; i < conditions.size(); i++) {
                if (Boolean.TRUE.equals(conditions.get(i).value(row))) {
                    return convert(values.get(i).value(row), type);
                }
            }
            return convert(otherwise.value(row), type);
        });
    }

    /** The least or greatest of those that are not NULL. */
    private static Term extreme(int sign, List<Term> terms, int position) {
        DataType type = NumericTypes.common(terms);
        if (type != null && !Operators.ordered(type)) {
            throw new ExpressionException("LEAST and GREATEST need values that have an order, not " + type, position);
        }
        return typed(type, position, row -> {
            Object extreme = null;
            for (Term term : terms) {
                Object value = convert(term.value(row), type);
                if (value != null && (extreme == null || sign * Operators.compare(value, extreme) > 0)) {
                    extreme = value;
                }
            }
            return extreme;
        });
    }

    static Term cast(Term term, DataType type, int position) {
        if (!term.isNumeric() || !NumericTypes.isNumeric(type)) {
            throw new ExpressionException(
                    "CAST turns numbers into numbers, not " + term.typeName() + " into " + type, position);
        }
        return Term.of(type, position, row -> NumericTypes.convert(term.value(row), type));
    }

    private static @Nullable Object convert(@Nullable Object value, @Nullable DataType type) {
        return type == null ? value : NumericTypes.convert(value, type);
    }

    private static Term typed(@Nullable DataType type, int position, Term.Evaluation evaluation) {
        return new Term(type, position, null, evaluation);
    }
}
