package io.sluice.definitions.expression;

import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.DataType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which type numbers meet in, and how a number becomes one of another type: Spark's rules, with NULL for what does not fit. */
final class NumericTypes {
    private static final int MAX_PRECISION = 38;

    /** Decimal places that a result keeps when its digits are too many. */
    private static final int MIN_ADJUSTED_SCALE = 6;

    private static final double LIMIT = 1e18;

    private NumericTypes() {}

    static boolean isNumeric(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** The type of {@code left operator right}, both numeric. */
    static DataType arithmetic(char operator, Term left, Term right) {
        if (is(left, Kind.DOUBLE) || is(right, Kind.DOUBLE)) {
            return DataType.DOUBLE;
        }
        if (is(left, Kind.DECIMAL) || is(right, Kind.DECIMAL)) {
            return decimal(operator, asDecimal(left, right), asDecimal(right, left));
        }
        if (operator == '/') {
            return DataType.DOUBLE;
        }
        return is(left, Kind.BIGINT) || is(right, Kind.BIGINT) ? DataType.BIGINT : DataType.INT;
    }

    private static boolean is(Term term, Kind kind) {
        return term.type() != null && term.type().kind() == kind;
    }

    private static DataType asDecimal(Term term, Term other) {
        if (term.integer() != null) {
            return DataType.decimal(term.integer().precision(), 0);
        }
        return asDecimal(term.type() == null ? other.type() : term.type());
    }

    private static DataType asDecimal(@Nullable DataType type) {
        if (type == null || type.kind() == Kind.INT) {
            return DataType.decimal(10, 0);
        }
        return type.kind() == Kind.BIGINT ? DataType.decimal(20, 0) : type;
    }

    private static DataType decimal(char operator, DataType left, DataType right) {
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        int scale = Math.max(left.scale(), right.scale());
        return switch (operator) {
            case '*' -> adjusted(left.precision() + right.precision() + 1, left.scale() + right.scale());
            case '/' -> {
                int places = Math.max(MIN_ADJUSTED_SCALE, left.scale() + right.precision() + 1);
                yield adjusted(left.precision() - left.scale() + right.scale() + places, places);
            }
            default -> adjusted(whole + scale + 1, scale);
        };
    }

    /** Where the digits are too many, decimal places go first, down to six. */
    private static DataType adjusted(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return DataType.decimal(precision, scale);
        }
        int kept = Math.max(MAX_PRECISION - (precision - scale), Math.min(scale, MIN_ADJUSTED_SCALE));
        return DataType.decimal(MAX_PRECISION, kept);
    }

    /** The type in which values of these terms meet; null when all are NULL. */
    static @Nullable DataType common(List<Term> terms) {
        DataType common = null;
        for (Term term : terms) {
            common = common == null ? term.type() : common(common, term);
        }
        return common;
    }

    private static DataType common(DataType type, Term term) {
        DataType other = term.type();
        if (other == null || other.equals(type)) {
            return type;
        }
        if (!isNumeric(type) || !isNumeric(other)) {
            throw new ExpressionException("Expected " + type + " as before, not " + other, term.position());
        }
        if (type.kind() == Kind.DOUBLE || other.kind() == Kind.DOUBLE) {
            return DataType.DOUBLE;
        }
        if (type.kind() != Kind.DECIMAL && other.kind() != Kind.DECIMAL) {
            return DataType.BIGINT;
        }
        return wider(asDecimal(type), asDecimal(other));
    }

    private static DataType wider(DataType left, DataType right) {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return DataType.decimal(Math.min(whole + scale, MAX_PRECISION), scale);
    }

    /** The number as one of a numeric type; other values as they are. NULL where it does not fit. */
    static @Nullable Object convert(@Nullable Object value, DataType type) {
        if (!(value instanceof Number number)) {
            return value;
        }
        return switch (type.kind()) {
            case INT -> {
                Long fitting = whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
                yield fitting == null ? null : (Object) fitting.intValue();
            }
            case BIGINT -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number instanceof Double ? number : inside(number.doubleValue());
            case DECIMAL -> decimal(number, type);
            default -> value;
        };
    }

    private static @Nullable Long whole(Number number, long min, long max) {
        if (number instanceof Double real) {
            // max + 1.0 is exact where max itself is not a double; a cast cuts towards zero
            boolean fits = real < max + 1.0 && Math.ceil(real) >= min;
            return fits ? (Long) real.longValue() : null;
        }
        if (number instanceof BigDecimal decimal) {
            BigDecimal cut = decimal.setScale(0, RoundingMode.DOWN);
            boolean fits = cut.compareTo(BigDecimal.valueOf(max)) <= 0 && cut.compareTo(BigDecimal.valueOf(min)) >= 0;
            return fits ? (Long) cut.longValue() : null;
        }
        long value = number.longValue();
        return value >= min && value <= max ? (Long) value : null;
    }

    /** A computed double, or NULL where it is NaN, infinite or 10^18 or more in size: no value can be. Source: contract §4. */
    static @Nullable Double inside(double computed) {
        return Math.abs(computed) < LIMIT ? (Double) computed : null;
    }

    /** The number as a double, NaN where it becomes none: arithmetic makes that NULL. */
    static double real(Number number) {
        return number instanceof Double || Math.abs(number.doubleValue()) < LIMIT ? number.doubleValue() : Double.NaN;
    }

    private static @Nullable BigDecimal decimal(Number number, DataType type) {
        if (number instanceof Double real) {
            return Double.isFinite(real) ? fit(BigDecimal.valueOf(real), type) : null;
        }
        return fit(exact(number), type);
    }

    static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }

    /** The decimal at the type's scale, rounded half-up as Spark does; NULL where it has too many digits. */
    static @Nullable BigDecimal fit(BigDecimal value, DataType type) {
        BigDecimal scaled = value.setScale(type.scale(), RoundingMode.HALF_UP);
        return scaled.precision() > type.precision() ? null : scaled;
    }
}
