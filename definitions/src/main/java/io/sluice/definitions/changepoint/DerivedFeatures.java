package io.sluice.definitions.changepoint;

import org.jspecify.annotations.Nullable;

/** The derived features of a view, evaluated from the filled values of its other features. */
final class DerivedFeatures {
    DerivedFeatures(ViewPlan plan) {
        if (plan.features().stream().anyMatch(feature -> feature.feature().isDerived())) {
            throw new IllegalArgumentException(
                    "Invalid view with derived features: " + plan.view().name());
        }
    }

    void evaluate(@Nullable Object[] values, long[] timestamps, long[] validUntil) {
        // nothing derived yet
    }
}
