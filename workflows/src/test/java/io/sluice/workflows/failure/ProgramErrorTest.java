package io.sluice.workflows.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

final class ProgramErrorTest {
    private static final StackTraceElement LIBRARY =
            new StackTraceElement("org.apache.spark.SparkContext", "assertNotStopped", "SparkContext.scala", 122);
    private static final StackTraceElement JDK =
            new StackTraceElement("java.util.Objects", "requireNonNull", "Objects.java", 233);
    private static final StackTraceElement OURS =
            new StackTraceElement("io.sluice.activities.lake.Lake", "load", "Lake.java", 97);
    private static final StackTraceElement INTERCEPTOR = new StackTraceElement(
            ProgramErrorInterceptor.class.getName() + "$Calls", "execute", "ProgramErrorInterceptor.java", 50);
    private static final StackTraceElement HOST =
            new StackTraceElement("com.shop.Activities", "work", "Activities.java", 7);

    @Test
    void whatOurCodeThrowsIsOne() {
        for (RuntimeException error : List.of(
                new NullPointerException("x is null"),
                new IllegalStateException("Missing table: x"),
                new IllegalArgumentException("Invalid range"),
                new NumberFormatException("x"),
                new ClassCastException(),
                new IndexOutOfBoundsException(3),
                new UnsupportedOperationException())) {
            assertThat(isOne(at(error, OURS), 1)).as(error.toString()).isTrue();
            assertThat(isOne(at(error, JDK, OURS), 1)).as("by the JDK for us").isTrue();
        }
    }

    @Test
    void aRealOneSaysWhatAndWhere() {
        RuntimeException thrown = catching(() -> Objects.requireNonNull(null, "lake is null"));
        assertThat(ProgramError.in(thrown, 1).orElseThrow().sentence())
                .matches("NullPointerException: lake is null, at " + getClass().getName() + ":\\d+");
    }

    @Test
    void whatHappenedOutsideIsNone() {
        assertThat(isOne(at(new UncheckedIOException(new IOException("refused")), OURS), 99))
                .isFalse();
        assertThat(isOne(at(new IllegalStateException("Cannot land", new IOException("refused")), OURS), 99))
                .as("the cause counts, not what it was wrapped into")
                .isFalse();
        assertThat(isOne(at(new IllegalStateException("interrupted", new InterruptedException()), OURS), 99))
                .isFalse();
        assertThat(isOne(at(new RuntimeException("Catalog is locked"), OURS), 99))
                .isFalse();
        assertThat(isOne(at(new CancellationException(), JDK, OURS), 99)).isFalse();
    }

    @Test
    void theStateOfALibraryIsNone() {
        IllegalStateException stopped = new IllegalStateException("Cannot call methods on a stopped SparkContext");
        assertThat(isOne(at(stopped, LIBRARY, OURS), 99)).isFalse();
    }

    @Test
    void otherErrorsOfALibraryAreOneWhenTheyStay() {
        RuntimeException error = at(new IllegalArgumentException("Invalid value"), LIBRARY, OURS, INTERCEPTOR);
        assertThat(isOne(error, ProgramError.PATIENCE - 1)).isFalse();
        assertThat(isOne(error, ProgramError.PATIENCE)).isTrue();
        assertThat(isOne(new RuntimeException("Job aborted", error), ProgramError.PATIENCE))
                .isTrue();
    }

    @Test
    void theCodeOfAHostApplicationIsItsOwnAffair() {
        assertThat(isOne(at(new NullPointerException(), HOST, INTERCEPTOR), 99)).isFalse();
    }

    @Test
    void aTextThatDoesNotParseIsOneOfWhoeverReadIt() {
        JsonProcessingException wrong = parse("{");
        assertThat(isOne(at(new IllegalStateException("Cannot read a manifest", wrong), OURS), 1))
                .isTrue();
    }

    @Test
    void nothingIsSaidOfAnExceptionWithoutAStack() {
        assertThat(isOne(at(new NullPointerException()), 99)).isFalse();
    }

    @Test
    void causesThatGoInCirclesEnd() {
        RuntimeException one = at(new IllegalStateException("one"), OURS);
        RuntimeException other = at(new IllegalStateException("other", one), OURS);
        one.initCause(other);
        assertThat(isOne(one, 1)).isTrue();
    }

    private static boolean isOne(Throwable thrown, int attempt) {
        Optional<ProgramError> error = ProgramError.in(thrown, attempt);
        return error.isPresent();
    }

    private static RuntimeException at(RuntimeException thrown, StackTraceElement... stack) {
        thrown.setStackTrace(stack);
        return thrown;
    }

    private static RuntimeException catching(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static JsonProcessingException parse(String text) {
        try {
            new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return e;
        }
        throw new AssertionError("it parses: " + text);
    }
}
