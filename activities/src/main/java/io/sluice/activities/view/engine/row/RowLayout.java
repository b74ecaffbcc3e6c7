package io.sluice.activities.view.engine.row;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns the rows of all sources of a view have between the passes: entity keys, segment, arrival (event time + delay),
 * source, event id, then every filter and every value once, however many features share it.
 */
public final class RowLayout implements Serializable {
    public static final String SEGMENT = "_segment";
    public static final String ARRIVAL = "_arrival";
    public static final String SOURCE = "_source";
    public static final String ID = "_id";
    public static final String STATE = "_state";

    /** No column: every row of the source passes, or rows are counted. */
    static final int NONE = -1;

    /** What filters or a value make of the rows of one source. */
    record Derived(
            int source,
            List<String> filters,
            @Nullable String value,
            @Nullable DataType type) implements Serializable {}

    private final int keys;
    private final List<Derived> derived = new ArrayList<>();
    private final int[][] passes;
    private final int[][] values;
    private final boolean[] ordered;

    public RowLayout(ViewPlan plan) {
        keys = plan.entity().keys().size();
        int sources = plan.sources().size();
        passes = new int[sources][];
        values = new int[sources][];
        ordered = new boolean[sources];
        for (int i = 0; i < sources; i++) {
            SourcePlan source = plan.sources().get(i);
            passes[i] = new int[source.inputs().size()];
            values[i] = new int[source.inputs().size()];
            for (int k = 0; k < passes[i].length; k++) {
                Input input = source.inputs().get(k);
                FeaturePlan feature = plan.features().get(input.feature());
                passes[i][k] = input.filters().isEmpty() ? NONE : column(new Derived(i, input.filters(), null, null));
                values[i][k] = feature.inputType() == null
                        ? NONE
                        : column(new Derived(i, List.of(), input.value(), feature.inputType()));
                ordered[i] |= dependsOnOrder(feature.feature());
            }
        }
    }

    private static boolean dependsOnOrder(Feature feature) {
        Aggregation aggregation = feature.aggregation();
        return aggregation == null
                || switch (aggregation.kind()) {
                    case FIRST, LAST, LAST_N -> true;
                    case COUNT, SUM, MEAN, MIN, MAX, VARIANCE, STDDEV, COUNT_DISTINCT, TOP_K, HISTOGRAM -> false;
                };
    }

    private int column(Derived wanted) {
        int index = derived.indexOf(wanted);
        if (index < 0) {
            derived.add(wanted);
            index = derived.size() - 1;
        }
        return index + id() + 1;
    }

    public static String key(int index) {
        return "_key" + index;
    }

    static String derived(int index) {
        return "_derived" + index;
    }

    List<Derived> derived() {
        return derived;
    }

    public int keys() {
        return keys;
    }

    int segment() {
        return keys;
    }

    int arrival() {
        return keys + 1;
    }

    int source() {
        return keys + 2;
    }

    int id() {
        return keys + 3;
    }

    int state() {
        return id() + 1 + derived.size();
    }

    int passes(int source, int input) {
        return passes[source][input];
    }

    int value(int source, int input) {
        return values[source][input];
    }

    int inputs(int source) {
        return passes[source].length;
    }

    /** Whether the order of rows of one instant matters; where it does not, ids need not travel. */
    boolean isOrdered(int source) {
        return ordered[source];
    }
}
