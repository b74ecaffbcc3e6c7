package io.sluice.activities.view;

import io.sluice.activities.spark.RowValues;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.model.DataType;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads the rows that {@link EntityRows} makes. */
final class RowDecoder {
    private final int keys;
    private final int[][] features;
    private final @Nullable DataType[] types;

    RowDecoder(ViewPlan plan) {
        this.keys = plan.entity().keys().size();
        this.features = plan.sources().stream()
                .map(source -> source.inputs().stream().mapToInt(Input::feature).toArray())
                .toArray(int[][]::new);
        this.types =
                plan.features().stream().map(ViewPlan.FeaturePlan::inputType).toArray(DataType[]::new);
    }

    Object[] key(Row row) {
        Object[] key = new Object[keys];
        for (int i = 0; i < keys; i++) {
            key[i] = row.get(i);
        }
        return key;
    }

    long arrival(Row row) {
        return row.getLong(keys);
    }

    int source(Row row) {
        return row.getInt(keys + 1);
    }

    SourceRow row(Row row) {
        int[] inputs = features[source(row)];
        boolean[] passes = new boolean[inputs.length];
        @Nullable Object[] values = new Object[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            int at = keys + 4 + 2 * inputs[i];
            passes[i] = row.getBoolean(at);
            DataType type = types[inputs[i]];
            values[i] = type == null ? null : RowValues.toKernel(type, row.get(at + 1));
        }
        return new SourceRow(row.getLong(keys + 2), row.getString(keys + 3), passes, values);
    }

    /** Whether a row is of the entity with this key. */
    boolean isOf(Object @Nullable [] key, Row row) {
        return key != null && Arrays.deepEquals(key, key(row));
    }
}
