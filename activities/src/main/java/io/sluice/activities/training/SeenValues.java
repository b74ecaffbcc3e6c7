package io.sluice.activities.training;

import io.sluice.activities.spark.RowValues;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.DerivedFeatures;
import io.sluice.definitions.changepoint.ViewPlan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/** From the values of all slots to those of the view: derived features evaluated, and the greatest timestamp. */
final class SeenValues implements UDF1<Row, Row> {
    private static final long serialVersionUID = 1;

    private final ViewPlan plan;
    private final java.util.ArrayList<ServedSlot> slots;
    private transient @Nullable DerivedFeatures derived;

    SeenValues(ViewPlan plan, List<ServedSlot> slots) {
        this.plan = plan;
        this.slots = new java.util.ArrayList<>(slots);
    }

    /** @param row value and timestamp of each feature of each slot */
    @Override
    public Row call(Row row) {
        int size = plan.features().size();
        @Nullable Object[] values = new Object[size];
        long[] timestamps = new long[size];
        long[] untils = new long[size];
        Arrays.fill(timestamps, ChangePoint.NEVER);
        Arrays.fill(untils, ChangePoint.NONE);
        int at = 0;
        for (ServedSlot slot : slots) {
            for (int i = 0; i < slot.features().size(); i++) {
                int feature = slot.features().get(i);
                values[feature] = RowValues.toKernel(slot.plans().get(i).type(), row.get(at));
                timestamps[feature] = row.getLong(at + 1);
                at += 2;
            }
        }
        if (derived == null) {
            derived = new DerivedFeatures(plan);
        }
        derived.evaluate(values, timestamps, untils);
        @Nullable Object[] seen = new Object[size + 1];
        long greatest = ChangePoint.NEVER;
        for (int i = 0; i < size; i++) {
            seen[i] = RowValues.toSpark(plan.features().get(i).type(), values[i]);
            greatest = Math.max(greatest, timestamps[i]);
        }
        seen[size] = greatest == ChangePoint.NEVER ? null : Instant.ofEpochMilli(greatest);
        return RowFactory.create(seen);
    }
}
