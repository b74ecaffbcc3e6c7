package io.sluice.activities.online.reader;

import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.FeatureReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The derived features of a served view, evaluated from the readings of the others by the interpreter that batch uses too. */
final class DerivedReadings {
    private record Step(
            int feature,
            DerivedExpression expression,
            int[] inputs,
            @Nullable Object fill) {}

    /** Inputs before what is derived from them. */
    private final List<Step> steps = new ArrayList<>();

    /**
     * Compiles what is derived.
     *
     * @param columns the features with their types
     * @param expressions aligned with the columns; null for a feature that is stored
     * @param fills what the null policies give, aligned too
     */
    DerivedReadings(List<Column> columns, List<@Nullable String> expressions, List<@Nullable Object> fills) {
        List<String> names = columns.stream().map(Column::name).toList();
        boolean[] known = new boolean[names.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = expressions.get(i) == null;
        }
        // each round settles at least one feature, as definitions are free of cycles
        for (int round = 0; round < known.length; round++) {
            for (int i = 0; i < known.length; i++) {
                String text = expressions.get(i);
                if (!known[i] && text != null) {
                    DerivedExpression expression = DerivedExpression.compile(text, columns);
                    int[] inputs = expression.references().stream()
                            .mapToInt(names::indexOf)
                            .toArray();
                    if (Arrays.stream(inputs).allMatch(input -> known[input])) {
                        steps.add(new Step(i, expression, inputs, fills.get(i)));
                        known[i] = true;
                    }
                }
            }
        }
    }

    /** Sets the readings of derived features. */
    void evaluate(FeatureReading[] readings, @Nullable Long[] computedAt) {
        @Nullable Object[] values = new Object[readings.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readings[i] == null ? null : readings[i].value();
        }
        for (Step step : steps) {
            Object value = step.expression().evaluate(values);
            values[step.feature()] = value == null ? step.fill() : value;
            List<FeatureReading> inputs = new ArrayList<>();
            for (int input : step.inputs()) {
                inputs.add(readings[input]);
                computedAt[step.feature()] = later(computedAt[step.feature()], computedAt[input]);
            }
            readings[step.feature()] = FeatureReading.derive(values[step.feature()], inputs);
        }
    }

    private static @Nullable Long later(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return Math.max(left, right);
    }
}
