package io.sluice.activities.fixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.fixer.testing.TranslatingFixer;
import io.sluice.activities.ingest.TestingSource;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about a fixer that cannot be used, before it is. */
final class FixersTest {
    private static final Source SOURCE = TestingSource.source("clicks", "csv", "in");

    @TempDir
    Path folder;

    @Test
    void oneThatFitsIsNotRefused() {
        assertThat(refusal(new TranslatingFixer("amount", Map.of()))).isEmpty();
    }

    @Test
    void oneThatNobodyHasRegistered() {
        assertThat(new Fixers(List.of()).refusal("dates", "shop.Dates", SOURCE))
                .isEqualTo(
                        "no worker has registered the class of fixer dates, shop.Dates; put it on the class path and into"
                                + " META-INF/services/io.sluice.activities.fixer.Fixer");
    }

    @Test
    void oneThatMendsColumnsOfAnotherSource() {
        assertThat(refusal(new TranslatingFixer("amuont", Map.of())))
                .isEqualTo("fixer dates mends column amuont, which source clicks does not have; did you mean amount?");
    }

    @Test
    void oneThatMendsNothing() {
        assertThat(refusal(new Moody(Set.of(), null))).isEqualTo("fixer dates mends no column");
    }

    @Test
    void oneThatDoesNotSayWhatItMends() {
        assertThat(refusal(new Moody(null, null)))
                .startsWith("fixer dates does not say which columns it mends, " + Moody.class.getName() + " fails: ")
                .endsWith("IllegalStateException: ask me later");
    }

    @Test
    void oneThatCannotTravel() {
        assertThat(refusal(new Moody(Set.of("amount"), new Object())))
                .startsWith("fixer dates cannot be sent to the machines that mend rows")
                .endsWith("is not serializable: java.lang.Object");
    }

    @Test
    void oneWhoseRegistrationNamesNoClass() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Fixer.class.getName()), "shop.Gone\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(broken);
            assertThatThrownBy(Fixers::installed)
                    .hasMessageContaining("Cannot load a fixer")
                    .hasMessageContaining("shop.Gone");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String refusal(Fixer fixer) {
        return new Fixers(List.of(fixer)).refusal("dates", fixer.getClass().getName(), SOURCE);
    }

    /** Fails where it can. */
    @SuppressWarnings("serial")
    private static final class Moody implements Fixer {
        private static final long serialVersionUID = 1;

        private final @Nullable Set<String> columns;
        private final @Nullable Object luggage;

        Moody(@Nullable Set<String> columns, @Nullable Object luggage) {
            this.columns = columns;
            this.luggage = luggage;
        }

        @Override
        public Set<String> touches() {
            if (columns == null) {
                throw new IllegalStateException("ask me later");
            }
            return columns;
        }

        @Override
        public Map<String, @Nullable Object> fix(FixerRow row) {
            return Map.of("amount", String.valueOf(luggage));
        }
    }
}
