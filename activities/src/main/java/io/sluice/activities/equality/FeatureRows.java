package io.sluice.activities.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.certify.DifferingRow;
import io.sluice.activities.expression.CompiledInputs;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the rows of a source give to the features of one version of a view. */
final class FeatureRows {
    /** What a row gives to a feature: whom, when, what. */
    private record Given(
            List<@Nullable Object> key,
            long eventTime,
            @Nullable Object value) {
        boolean isSame(Given other) {
            return eventTime == other.eventTime
                    && Objects.deepEquals(key, other.key)
                    && Objects.deepEquals(value, other.value);
        }
    }

    private final String view;
    private final List<String> features;
    private final CompiledInputs inputs;
    private final int[] keys;

    FeatureRows(String view, ViewPlan plan, int source, ExpressionCompiler compiler) {
        Source of = plan.sources().get(source).source();
        this.view = requireNonNull(view, "view is null");
        this.inputs = new CompiledInputs(plan.sources().get(source), compiler);
        this.features = plan.sources().get(source).inputs().stream()
                .map(input -> plan.features().get(input.feature()).feature().name())
                .toList();
        this.keys = plan.entity().keys().stream()
                .mapToInt(key -> of.schema().indexOf(of.column(key.name()).orElseThrow()))
                .toArray();
    }

    /** With its version. */
    String view() {
        return view;
    }

    List<String> features() {
        return features;
    }

    /** Rows with one event id that are only in the archive, and only in the trusted table, counted per feature. */
    void count(List<DifferingRow> archived, List<DifferingRow> trusted, List<FeatureTally> tallies) {
        String day = (archived.isEmpty() ? trusted : archived).get(0).day();
        for (int i = 0; i < features.size(); i++) {
            List<Given> left = given(archived, i);
            List<Given> right = given(trusted, i);
            Double size = left.size() == 1 && right.size() == 1 ? size(left.get(0), right.get(0)) : null;
            left.removeIf(each -> removeSame(right, each));
            tallies.get(i).add(Math.max(left.size(), right.size()), size, day);
        }
    }

    private static boolean removeSame(List<Given> from, Given given) {
        for (int i = 0; i < from.size(); i++) {
            if (from.get(i).isSame(given)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }

    private List<Given> given(List<DifferingRow> rows, int feature) {
        List<Given> given = new ArrayList<>();
        for (DifferingRow row : rows) {
            SourceRow seen = inputs.row(row.eventTime(), row.eventId(), row.columns());
            List<@Nullable Object> key = new ArrayList<>();
            for (int ordinal : keys) {
                key.add(row.columns()[ordinal]);
            }
            if (seen.passes()[feature] && !key.contains(null)) {
                for (long i = 0; i < Math.abs(row.more()); i++) {
                    given.add(new Given(key, row.eventTime(), seen.values()[feature]));
                }
            }
        }
        return given;
    }

    private static @Nullable Double size(Given left, Given right) {
        return left.value() instanceof Number one && right.value() instanceof Number other
                ? Double.valueOf(Math.abs(one.doubleValue() - other.doubleValue()))
                : null;
    }
}
