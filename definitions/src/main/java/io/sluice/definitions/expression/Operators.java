package io.sluice.definitions.expression;

import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.DataType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic, comparison and three-valued logic of derived features. */
final class Operators {
    private Operators() {}

    static Term arithmetic(char operator, Term left, Term right, int position) {
        if (!left.isNumeric() || !right.isNumeric()) {
            throw new ExpressionException(
                    operator + " needs numbers, not " + left.typeName() + " and " + right.typeName(), position);
        }
        DataType type = NumericTypes.arithmetic(operator, left, right);
        return Term.of(type, position, row -> {
            Object a = left.value(row);
            Object b = a == null ? null : right.value(row);
            return a == null || b == null ? null : calculate(operator, (Number) a, (Number) b, type);
        });
    }

    private static @Nullable Object calculate(char operator, Number a, Number b, DataType type) {
        return switch (type.kind()) {
            case DOUBLE -> calculate(operator, NumericTypes.real(a), NumericTypes.real(b));
            case DECIMAL -> calculate(operator, NumericTypes.exact(a), NumericTypes.exact(b), type);
            default -> NumericTypes.convert(calculate(operator, a.longValue(), b.longValue()), type);
        };
    }

    private static @Nullable Double calculate(char operator, double a, double b) {
        return NumericTypes.inside(
                switch (operator) {
                    case '+' -> a + b;
                    case '-' -> a - b;
                    case '*' -> a * b;
                    // NaN is no value either: a division by zero is NULL
                    default -> b == 0 ? Double.NaN : a / b;
                });
    }

    private static @Nullable BigDecimal calculate(char operator, BigDecimal a, BigDecimal b, DataType type) {
        return switch (operator) {
            case '+' -> NumericTypes.fit(a.add(b), type);
            case '-' -> NumericTypes.fit(a.subtract(b), type);
            case '*' -> NumericTypes.fit(a.multiply(b), type);
            default -> b.signum() == 0 ? null : NumericTypes.fit(a.divide(b, type.scale(), RoundingMode.HALF_UP), type);
        };
    }

    private static @Nullable Long calculate(char operator, long a, long b) {
        try {
            return switch (operator) {
                case '+' -> Math.addExact(a, b);
                case '-' -> Math.subtractExact(a, b);
                default -> Math.multiplyExact(a, b);
            };
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static Term signed(char sign, Term term, int position) {
        if (!term.isNumeric()) {
            throw new ExpressionException(sign + " needs a number, not " + term.typeName(), position);
        }
        return sign == '+' ? term : negate(term, position);
    }

    private static Term negate(Term term, int position) {
        if (term.type() != null && term.type().kind() == Kind.DOUBLE) {
            // not 0 - x, which loses the sign of a zero
            return Term.of(
                    DataType.DOUBLE,
                    position,
                    row -> term.value(row) instanceof Double x ? NumericTypes.inside(-x) : null);
        }
        Term zero = Term.constant(term.type(), position, 0L);
        Term difference = arithmetic('-', zero, term, position);
        DataType type = term.type() == null ? DataType.INT : term.type();
        return Term.of(type, position, row -> NumericTypes.convert(difference.value(row), type));
    }

    static Term comparison(String operator, Term left, Term right, int position) {
        if (!comparable(left, right)) {
            throw new ExpressionException(
                    operator + " cannot compare " + left.typeName() + " with " + right.typeName(), position);
        }
        return Term.of(DataType.BOOLEAN, position, row -> {
            Object a = left.value(row);
            Object b = a == null ? null : right.value(row);
            return a == null || b == null || !meet(a, b) ? null : (Object) holds(operator, compare(a, b));
        });
    }

    /** A whole number or decimal of 10^18 or more is no double, so that it is NULL where it meets one. */
    private static boolean meet(Object a, Object b) {
        boolean mixed = a instanceof Double != b instanceof Double;
        return !mixed || !Double.isNaN(NumericTypes.real((Number) (a instanceof Double ? b : a)));
    }

    private static boolean comparable(Term left, Term right) {
        if (left.isNumeric() && right.isNumeric() || left.type() == null || right.type() == null) {
            return true;
        }
        return left.type().equals(right.type()) && ordered(left.type());
    }

    static boolean ordered(DataType type) {
        return switch (type.kind()) {
            case ARRAY, STRUCT, VECTOR -> false;
            default -> true;
        };
    }

    /** Compares two values of types that meet: NaN equals NaN and is the greatest, −0.0 equals 0.0. */
    static int compare(Object a, Object b) {
        if (a instanceof Number left && b instanceof Number right) {
            if (a instanceof Double || b instanceof Double) {
                return Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
            }
            if (a instanceof BigDecimal || b instanceof BigDecimal) {
                return NumericTypes.exact(left).compareTo(NumericTypes.exact(right));
            }
            return Long.compare(left.longValue(), right.longValue());
        }
        return ValueOrder.compare(a, b);
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<>", "!=" -> order != 0;
            default -> order == 0;
        };
    }

    /** AND: false wins over NULL, NULL over true. OR: the other way round. */
    static Term logic(boolean dominant, Term left, Term right, int position) {
        needBoolean(left, dominant ? "OR" : "AND");
        needBoolean(right, dominant ? "OR" : "AND");
        return Term.of(DataType.BOOLEAN, position, row -> {
            Object a = left.value(row);
            if (a != null && (Boolean) a == dominant) {
                return dominant;
            }
            Object b = right.value(row);
            if (b != null && (Boolean) b == dominant) {
                return dominant;
            }
            return a == null || b == null ? null : (Object) !dominant;
        });
    }

    static Term not(Term term, int position) {
        needBoolean(term, "NOT");
        return Term.of(
                DataType.BOOLEAN, position, row -> term.value(row) instanceof Boolean truth ? (Object) !truth : null);
    }

    static void needBoolean(Term term, String where) {
        if (!term.isBoolean()) {
            throw new ExpressionException(where + " needs a condition, not " + term.typeName(), term.position());
        }
    }
}
