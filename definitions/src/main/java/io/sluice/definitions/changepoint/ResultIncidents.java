package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import org.jspecify.annotations.Nullable;

/** Who hears that a result cannot be given: a batch fails, a stream counts it and goes on. Source: contract §4. */
public interface ResultIncidents {
    /** Fails on an overflow, naming the feature, and lets too many distinct values pass as the NULL they give. */
    ResultIncidents FAIL = new ResultIncidents() {
        @Override
        public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
            throw new IllegalStateException(
                    "The value of feature " + feature.feature().name() + " does not fit " + cause.type()
                            + ": narrow its window or cast its value to a smaller scale",
                    cause);
        }

        @Override
        public void tooManyDistinct(FeaturePlan feature) {
            // NULL says it; who counts it passes another implementation
        }
    };

    /** A value that does not fit its type. Returns what stands for it, before the null policy, or throws. */
    @Nullable
    Object overflow(FeaturePlan feature, ResultOverflowException cause);

    /** A value became NULL because of {@code max_distinct}; called at every change point at which it is so. */
    void tooManyDistinct(FeaturePlan feature);
}
