package io.sluice.activities.reader;

import io.sluice.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures of reading what a source was said to hold: no retry mends them. */
public final class Unreadable {
    private static final List<String> FAULTS = List.of(
            "org.apache.parquet.",
            "org.apache.avro.",
            "org.apache.orc.",
            "java.io.EOFException",
            "java.io.FileNotFoundException",
            "java.nio.charset.MalformedInputException",
            "java.util.zip.ZipException");

    private Unreadable() {}

    /** A failure that ends the run: {@code Cannot read source x: } and the sentence. */
    public static ApplicationFailure source(String source, String sentence) {
        return source(source, sentence, null);
    }

    static ApplicationFailure source(String source, String sentence, @Nullable Throwable cause) {
        return ApplicationFailure.newNonRetryableFailureWithCause(
                "Cannot read source " + source + ": " + sentence, FailureTypes.UNREADABLE_SOURCE, cause);
    }

    /** Whether a failed read lies in the file and not in the engine: then trying again is useless. */
    static boolean isFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (FAULTS.stream().anyMatch(cause.getClass().getName()::startsWith) || tells(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Spark turns what a task threw into the text of its own exception. */
    private static boolean tells(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("not a Parquet file")
                || FAULTS.stream().anyMatch(fault -> message.contains("Caused by: " + fault));
    }
}
