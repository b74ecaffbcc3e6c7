package io.sluice.workflows.input;

import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;

/** What somebody typed does not fit; the message says what would. No retry helps. */
public final class InvalidInputException extends IllegalArgumentException {
    public InvalidInputException(String message) {
        super(message);
    }

    /** The failure that ends a workflow at once. */
    public ApplicationFailure failure() {
        return ApplicationFailure.newNonRetryableFailure(getMessage(), FailureTypes.INVALID_INPUT);
    }
}
