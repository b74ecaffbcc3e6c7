package io.sluice.quality.audit;

import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.python.UndecidedException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;

/** Why Spark could not evaluate something, without what it says about values of rows. */
final class FailureReason {
    private FailureReason() {}

    static String of(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotEvaluatedException reason) {
                return String.valueOf(reason.getMessage());
            }
            if (cause instanceof UndecidedException undecided) {
                return String.valueOf(undecided.getMessage());
            }
        }
        return ofSpark(thrown);
    }

    private static String ofSpark(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AnalysisException analysis) {
                return analysis.getSimpleMessage()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("\\.$", "");
            }
            if (cause instanceof SparkThrowable spark && spark.getErrorClass() != null) {
                return "the data made Spark stop with " + spark.getErrorClass();
            }
        }
        return "the evaluation stopped with " + thrown.getClass().getSimpleName();
    }
}
