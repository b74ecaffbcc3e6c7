package io.sluice.workflows.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An error in the program, told from a fault of the outside world by the innermost cause: its class, and whose code threw
 * it. A library throws the same classes when what it stands for has gone (a stopped Spark, a closed catalog), so an {@link
 * IllegalStateException} of a library is never one, and its other errors are one only when they are still there at {@link
 * #PATIENCE the tenth attempt}, some four minutes later.
 *
 * @param cause the innermost exception
 * @param place where it was thrown
 */
record ProgramError(Throwable cause, StackTraceElement place) {
    /** The attempt at which a library is no longer believed to come back. */
    static final int PATIENCE = 10;

    private static final int DEEPEST = 50;
    private static final String OURS = "io.sluice.";
    private static final List<String> LANGUAGE = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "scala.");
    private static final List<Class<? extends RuntimeException>> CLASSES = List.of(
            NullPointerException.class,
            IllegalArgumentException.class,
            IndexOutOfBoundsException.class,
            ClassCastException.class,
            ArithmeticException.class,
            ArrayStoreException.class,
            NegativeArraySizeException.class,
            NoSuchElementException.class,
            ConcurrentModificationException.class,
            UnsupportedOperationException.class);

    /** The error in the program that made this attempt of an activity fail, if one did. */
    static Optional<ProgramError> in(Throwable thrown, int attempt) {
        Throwable cause = innermost(thrown);
        return place(cause).filter(place -> isOne(cause, place, attempt)).map(place -> new ProgramError(cause, place));
    }

    /** {@code NullPointerException: x is null, at io.sluice.activities.lake.Lake:97}. */
    String sentence() {
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return "%s%s, at %s:%d"
                .formatted(cause.getClass().getSimpleName(), message, place.getClassName(), place.getLineNumber());
    }

    private static boolean isOne(Throwable cause, StackTraceElement place, int attempt) {
        boolean ours = isOurs(place);
        // exactly this class: what libraries derive from it (CancellationException) is news of their state
        if (cause.getClass() == IllegalStateException.class) {
            return ours;
        }
        boolean lasts = attempt >= PATIENCE && Stream.of(cause.getStackTrace()).anyMatch(ProgramError::isOurs);
        return (ours || lasts) && CLASSES.stream().anyMatch(error -> error.isInstance(cause));
    }

    /** A text that does not parse is an I/O exception to Jackson; whoever read it says what it means. */
    private static Throwable innermost(Throwable thrown) {
        Throwable innermost = thrown;
        for (int i = 0; i < DEEPEST; i++) {
            @Nullable Throwable cause = innermost.getCause();
            if (cause == null || cause instanceof JsonProcessingException) {
                break;
            }
            innermost = cause;
        }
        return innermost;
    }

    /** Whose code it was: the JDK throws for its caller. Unknown where the JVM has dropped the stack of a hot exception. */
    private static Optional<StackTraceElement> place(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .filter(frame -> LANGUAGE.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst();
    }

    /** The interceptor itself is below every activity, those of a host application included. */
    private static boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith(OURS)
                && !frame.getClassName().startsWith(ProgramErrorInterceptor.class.getName());
    }
}
