package io.sluice.definitions.changepoint;

import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.NullPolicy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands for no value under a null policy. Source: contract §4. */
public final class NullFill {
    private NullFill() {}

    /**
     * The value of the policy, as in {@link SourceRow}.
     *
     * @throws IllegalArgumentException with a sentence, when the policy does not fit the type
     */
    public static @Nullable Object value(NullPolicy policy, DataType type) {
        return switch (policy.kind()) {
            case NULL -> null;
            case FILL_ZERO -> zero(type);
            case FILL -> literal(Objects.requireNonNull(policy.literal(), "literal is null"), type);
        };
    }

    /**
     * The one spelling of every policy that gives the same value of the type: {@code {fill: 0.0}} of a number is {@code
     * fill_zero}, {@code {fill: 1.0}} is {@code {fill: 1}}. A policy that does not fit the type stays as it is.
     */
    public static NullPolicy canonical(NullPolicy policy, DataType type) {
        if (policy.kind() != NullPolicy.Kind.FILL) {
            return policy;
        }
        try {
            Object value = Objects.requireNonNull(value(policy, type), "value is null");
            if (isNumber(type)) {
                BigDecimal digits = new BigDecimal(value.toString());
                return digits.signum() == 0
                        ? new NullPolicy(NullPolicy.Kind.FILL_ZERO, null)
                        : new NullPolicy(
                                NullPolicy.Kind.FILL,
                                digits.stripTrailingZeros().toPlainString());
            }
            return new NullPolicy(NullPolicy.Kind.FILL, text(value, type));
        } catch (IllegalArgumentException reported) {
            return policy;
        }
    }

    private static boolean isNumber(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> true;
            default -> false;
        };
    }

    private static String text(Object value, DataType type) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
            case TIMESTAMP -> Instant.ofEpochMilli((Long) value).toString();
            default -> value.toString();
        };
    }

    private static Object zero(DataType type) {
        if (!isNumber(type)) {
            throw new IllegalArgumentException(
                    "fill_zero needs a number, and the value is " + type + ": use null or fill");
        }
        return literal("0", type);
    }

    private static Object literal(String text, DataType type) {
        try {
            return switch (type.kind()) {
                case BOOLEAN -> truth(text);
                case INT -> Integer.valueOf(text);
                case BIGINT -> Long.valueOf(text);
                case DECIMAL -> decimal(text, type);
                case DOUBLE -> number(text);
                case STRING -> text;
                case DATE -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
                case TIMESTAMP -> Instant.parse(text).toEpochMilli();
                case BINARY, ARRAY, STRUCT, VECTOR ->
                    throw new IllegalArgumentException("A value of type " + type + " cannot be filled: use null");
            };
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("fill: " + text + " does not fit " + type, e);
        }
    }

    private static boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("fill: " + text + " does not fit boolean: write true or false");
    }

    private static double number(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("fill: " + text + " does not fit double: it must be finite");
        }
        return number;
    }

    private static BigDecimal decimal(String text, DataType type) {
        BigDecimal value = new BigDecimal(text).setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (value.precision() > type.precision()) {
            throw new ArithmeticException("precision");
        }
        return value;
    }
}
