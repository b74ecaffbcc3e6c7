package io.sluice.definitions.reading.feature;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code null_policy: fill_zero}, {@code null} or {@code {fill: <literal>}}. Source: contract §4. */
final class NullPolicyReader {
    private static final NullPolicy NULL = new NullPolicy(NullPolicy.Kind.NULL, null);
    private static final NullPolicy ZERO = new NullPolicy(NullPolicy.Kind.FILL_ZERO, null);

    private NullPolicyReader() {}

    static NullPolicy read(Fields fields, @Nullable Aggregation aggregation) {
        if (!fields.has("null_policy")) {
            return usual(aggregation);
        }
        if (fields.isMapping("null_policy")) {
            return fill(fields.mapping("null_policy").orElseThrow());
        }
        Optional<Text> word = fields.word("null_policy");
        String typed = word.map(Text::value).orElse("null");
        if (typed.equals("fill_zero")) {
            return ZERO;
        }
        if (!typed.equals("null")) {
            fields.wrong(
                    "null_policy",
                    "null_policy of " + fields.owner() + " must be fill_zero, null or {fill: <literal>}, not "
                            + (typed.isEmpty() ? "nothing" : typed));
        }
        return NULL;
    }

    private static NullPolicy usual(@Nullable Aggregation aggregation) {
        if (aggregation == null) {
            return NULL;
        }
        return switch (aggregation.kind()) {
            case COUNT, COUNT_DISTINCT -> ZERO;
            case SUM, MEAN, MIN, MAX, FIRST, LAST, LAST_N, VARIANCE, STDDEV, TOP_K, HISTOGRAM -> NULL;
        };
    }

    private static NullPolicy fill(Fields fields) {
        Text literal = fields.required("fill").orElse(null);
        fields.finish();
        return literal == null ? NULL : new NullPolicy(NullPolicy.Kind.FILL, literal.value());
    }

    /** Reports a policy whose value does not fit the type of the feature. */
    static void check(Fields fields, NullPolicy policy, DataType type) {
        String literal = switch (policy.kind()) {
            case NULL -> null;
            case FILL_ZERO -> "0";
            case FILL -> policy.literal();
        };
        boolean zeroOfText = policy.kind() == NullPolicy.Kind.FILL_ZERO && type.kind() == DataType.Kind.STRING;
        if (literal != null && (zeroOfText || !fits(literal, type))) {
            String written = policy.kind() == NullPolicy.Kind.FILL_ZERO ? "fill_zero" : "fill: " + literal;
            fields.wrong("null_policy", written + " does not fit " + fields.owner() + ", whose type is " + type);
        }
    }

    /** Whether a literal is a value of a type: dates and instants in ISO form, only scalars. */
    static boolean fits(String literal, DataType type) {
        try {
            return switch (type.kind()) {
                case BOOLEAN -> literal.equals("true") || literal.equals("false");
                case INT -> String.valueOf(Integer.parseInt(literal)) != null;
                case BIGINT -> String.valueOf(Long.parseLong(literal)) != null;
                case DECIMAL -> decimalFits(new BigDecimal(literal), type);
                case DOUBLE -> new BigDecimal(literal).abs().compareTo(new BigDecimal("1e18")) < 0;
                case STRING -> true;
                case DATE -> LocalDate.parse(literal).getYear() > 0;
                case TIMESTAMP -> Instant.parse(literal).getNano() % 1_000_000 == 0;
                case BINARY, ARRAY, STRUCT, VECTOR -> false;
            };
        } catch (NumberFormatException | DateTimeException wrong) {
            return false;
        }
    }

    private static boolean decimalFits(BigDecimal value, DataType type) {
        BigDecimal stripped = value.stripTrailingZeros();
        int integerDigits = stripped.precision() - stripped.scale();
        return stripped.scale() <= type.scale() && integerDigits <= type.precision() - type.scale();
    }
}
