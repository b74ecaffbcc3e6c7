package io.sluice.definitions.reading.feature;

import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
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
        try {
            NullFill.value(policy, type);
        } catch (IllegalArgumentException wrong) {
            fields.wrong("null_policy", "null_policy of " + fields.owner() + ": " + wrong.getMessage());
        }
    }
}
