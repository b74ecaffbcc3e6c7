package io.sluice.activities.tryout;

import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;

/** A result does not fit its type; that ends its entity, not the file. */
final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Throws one at an overflow. */
    static final ResultIncidents THROWN = new ResultIncidents() {
        @Override
        public Object overflow(FeaturePlan feature, ResultOverflowException cause) {
            throw new MisfitException(
                    "the value of feature %s does not fit %s: narrow its window, or cast its value to a wider type"
                            .formatted(feature.feature().name(), cause.type()),
                    cause);
        }

        @Override
        public void tooManyDistinct(FeaturePlan feature) {
            // NULL says it
        }
    };

    private MisfitException(String sentence, ResultOverflowException cause) {
        super(sentence, cause);
    }
}
