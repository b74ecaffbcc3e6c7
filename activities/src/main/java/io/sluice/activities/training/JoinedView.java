package io.sluice.activities.training;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.training.labels.LabelChecks;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.DerivedFeatures;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.workflows.training.PinnedView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view in a training set.
 *
 * @param entity index of its key among the distinct keys of all views
 * @param features the columns of its features, in their order
 * @param timestamp the column of its feature timestamp
 * @param beyond the column that says that nothing is certified; null where that is an error
 */
record JoinedView(
        PinnedView pinned,
        ReleasedView release,
        int entity,
        List<Column> features,
        String timestamp,
        @Nullable String beyond) {
    JoinedView {
        features = List.copyOf(features);
    }

    /** Feature columns, then the timestamp. */
    List<Column> values() {
        List<Column> values = new ArrayList<>(features);
        values.add(new Column(timestamp, DataType.TIMESTAMP));
        return values;
    }

    /** What an entity without rows has: the null policies' values, derived features of them, and no timestamp. */
    @Nullable
    Object[] defaults() {
        List<FeaturePlan> plans = release.plan().features();
        @Nullable Object[] values = new Object[plans.size()];
        long[] timestamps = new long[values.length];
        long[] untils = new long[values.length];
        Arrays.fill(timestamps, ChangePoint.NEVER);
        Arrays.fill(untils, ChangePoint.NONE);
        for (int i = 0; i < values.length; i++) {
            if (!plans.get(i).feature().isDerived()) {
                values[i] = NullFill.value(
                        plans.get(i).feature().nullPolicy(), plans.get(i).type());
            }
        }
        new DerivedFeatures(release.plan()).evaluate(values, timestamps, untils);
        return Arrays.copyOf(values, values.length + 1);
    }

    List<Column> keys() {
        return release.plan().entity().keys();
    }

    LabelChecks.Seen seen() {
        return new LabelChecks.Seen(pinned, entity, keys().size());
    }
}
