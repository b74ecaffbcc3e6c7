package io.sluice.activities.view;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;

/** Whether an entity still means anything: one in its empty state needs no carry row. */
final class EntityState {
    private final ViewPlan plan;

    EntityState(ViewPlan plan) {
        this.plan = plan;
    }

    /** Whether every feature is as if there had never been a row. */
    boolean isEmpty(ChangePoint current) {
        if (current.timestamp() == ChangePoint.NEVER) {
            return true;
        }
        for (int i = 0; i < plan.features().size(); i++) {
            FeaturePlan feature = plan.features().get(i);
            if (!feature.feature().isDerived() && holds(feature.feature(), current, i)) {
                return false;
            }
        }
        return true;
    }

    /** What expires holds while it has an expiry ahead; what does not, from its first row on. */
    private static boolean holds(Feature feature, ChangePoint current, int index) {
        Feature.Window window = feature.window();
        boolean expires = window == null ? feature.ttl() != null : window.length() != null;
        return expires
                ? current.validUntil()[index] != ChangePoint.NONE
                : current.timestamps()[index] != ChangePoint.NEVER;
    }
}
