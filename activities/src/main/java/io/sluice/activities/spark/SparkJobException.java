package io.sluice.activities.spark;

import org.apache.spark.SparkThrowable;
import org.jspecify.annotations.Nullable;

/**
 * A Spark job that failed, unchecked where Spark throws a checked exception that nobody declares. A retry may help.
 *
 * <p>Its message names no values of rows; what Spark says, in the cause, may. {@link Spark#run} logs the cause and takes it
 * away, because failures of activities are kept in histories.
 */
public final class SparkJobException extends RuntimeException {
    /** Wraps what Spark threw. */
    public SparkJobException(Throwable cause) {
        super(sentence(cause), cause);
    }

    private SparkJobException(String message) {
        super(message);
    }

    /** The same without what Spark said. */
    SparkJobException withoutCause() {
        return new SparkJobException(String.valueOf(getMessage()));
    }

    private static String sentence(Throwable failure) {
        Throwable root = failure;
        String errorClass = "";
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof SparkThrowable spark && spark.getErrorClass() != null) {
                errorClass = ", " + spark.getErrorClass();
            }
        }
        return "A Spark job failed (" + root.getClass().getSimpleName() + errorClass
                + "); the log of the batch worker says more";
    }
}
