package io.sluice.activities.training.labels;

import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;

/** Failures that lie in labels or in what was said of them: no retry mends them. */
public final class LabelFault {
    private LabelFault() {}

    /** What was typed does not fit the labels. */
    public static ApplicationFailure input(String set, String sentence) {
        return ApplicationFailure.newNonRetryableFailure(
                "Invalid labels of training set " + set + ": " + sentence, FailureTypes.INVALID_INPUT);
    }

    /** The labels' rows break what a training set needs. */
    public static ApplicationFailure rows(String set, String sentence) {
        return ApplicationFailure.newNonRetryableFailure(
                "Cannot build training set " + set + ": " + sentence, FailureTypes.CONTRACT_VIOLATION);
    }
}
