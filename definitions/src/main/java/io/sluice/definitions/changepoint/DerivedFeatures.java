package io.sluice.definitions.changepoint;

import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.expression.DerivedExpression;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The derived features of a view, evaluated from the filled values of its other features: each has the greatest timestamp
 * and the least {@code validUntil} of its inputs. Arrays are aligned with {@link ViewPlan#features()}. Immutable.
 */
public final class DerivedFeatures {
    private record Step(
            int feature,
            DerivedExpression expression,
            int[] inputs,
            @Nullable Object fill) {}

    /** Inputs before what is derived from them. */
    private final List<Step> steps = new ArrayList<>();

    /** Compiles the derived features of a view. Throws {@link IllegalArgumentException} when some derive from each other. */
    public DerivedFeatures(ViewPlan plan) {
        List<FeaturePlan> features = plan.features();
        List<Column> columns = features.stream()
                .map(feature -> new Column(feature.feature().name(), feature.type()))
                .toList();
        boolean[] known = new boolean[features.size()];
        for (int i = 0; i < known.length; i++) {
            known[i] = !features.get(i).feature().isDerived();
        }
        for (boolean progress = true; progress; ) {
            progress = false;
            for (int i = 0; i < known.length; i++) {
                if (!known[i]) {
                    Step step = step(i, features.get(i), columns);
                    if (allKnown(step.inputs(), known)) {
                        steps.add(step);
                        known[i] = true;
                        progress = true;
                    }
                }
            }
        }
        for (int i = 0; i < known.length; i++) {
            if (!known[i]) {
                throw new IllegalArgumentException("Invalid derived feature: "
                        + features.get(i).feature().name() + " derives from itself, directly or through others");
            }
        }
    }

    private static Step step(int feature, FeaturePlan plan, List<Column> columns) {
        DerivedExpression expression = DerivedExpression.compile(
                Objects.requireNonNull(plan.feature().expression(), "expression is null"), columns);
        int[] inputs = expression.references().stream()
                .mapToInt(name -> indexOf(columns, name))
                .toArray();
        return new Step(
                feature, expression, inputs, NullFill.value(plan.feature().nullPolicy(), plan.type()));
    }

    private static int indexOf(List<Column> columns, String name) {
        int index = 0;
        while (!columns.get(index).name().equals(name)) {
            index++;
        }
        return index;
    }

    private static boolean allKnown(int[] inputs, boolean[] known) {
        for (int input : inputs) {
            if (!known[input]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is nothing to evaluate. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Indexes of the features that a derived feature is computed from; empty for any other feature. */
    public List<Integer> inputs(int feature) {
        List<Integer> inputs = new ArrayList<>();
        for (Step step : steps) {
            if (step.feature() == feature) {
                for (int input : step.inputs()) {
                    inputs.add(input);
                }
            }
        }
        return inputs;
    }

    /** Fills in the derived places of all three arrays from the others. */
    public void evaluate(@Nullable Object[] values, long[] timestamps, long[] validUntil) {
        for (Step step : steps) {
            Object value = step.expression().evaluate(values);
            values[step.feature()] = value == null ? step.fill() : value;
            long timestamp = ChangePoint.NEVER;
            long until = ChangePoint.NONE;
            for (int input : step.inputs()) {
                timestamp = Math.max(timestamp, timestamps[input]);
                until = Math.min(until, validUntil[input]);
            }
            timestamps[step.feature()] = timestamp;
            validUntil[step.feature()] = until;
        }
    }
}
