package io.sluice.quality.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of expectations in the documentation; {@code -Dsluice.write=docs} writes it anew. */
final class ExpectationDocumentationTest {
    private static final Path PAGE = Path.of("../infra/docs/expectations.md");
    private static final String BEGIN = "<!-- expectations -->\n";
    private static final String END = "<!-- end of expectations -->";

    @Test
    void theTableIsWhatTheCatalogueSays() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if ("docs".equals(System.getProperty("sluice.write"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end))
                    .as("run mvn -pl quality test -Dtest=ExpectationDocumentationTest -Dsluice.write=docs")
                    .isEqualTo(table());
        }
    }

    @Test
    void everyTypeHasASentenceAndNoOther() {
        assertThat(sentences().stringPropertyNames())
                .as("src/test/resources/io/sluice/quality/expectations.properties")
                .containsExactlyInAnyOrderElementsOf(ExpectationCatalogue.all().keySet());
    }

    private static String table() {
        Properties sentences = sentences();
        StringBuilder table =
                new StringBuilder("| expectation | what it checks | parameters | rows |\n|---|---|---|---|\n");
        new TreeMap<>(ExpectationCatalogue.all())
                .forEach((name, type) -> table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(Objects.requireNonNullElse(sentences.getProperty(name), ""))
                        .append(" | ")
                        .append(parameters(type))
                        .append(" | ")
                        .append(type.isAboutRows() ? "keep, quarantine, fail" : "–")
                        .append(" |\n"));
        return table.toString();
    }

    private static String parameters(ExpectationType type) {
        List<String> parameters = new ArrayList<>();
        for (Parameter parameter : type.parameters()) {
            String name = parameter.presence() == Parameter.Presence.REQUIRED
                    ? "**" + parameter.name() + "**"
                    : parameter.name();
            parameters.add(name + " " + words(parameter));
        }
        if (type.readsRows()) {
            parameters.add("row_condition");
        }
        return parameters.isEmpty() ? "none" : String.join(", ", parameters);
    }

    private static String words(Parameter parameter) {
        return parameter.choices().isEmpty()
                ? "("
                        + parameter
                                .kind()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ') + ")"
                : parameter.choices().stream().collect(Collectors.joining(" / ", "(", ")"));
    }

    private static Properties sentences() {
        Properties sentences = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(ExpectationDocumentationTest.class.getResourceAsStream(
                        "/io/sluice/quality/expectations.properties")),
                StandardCharsets.UTF_8)) {
            sentences.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return sentences;
    }
}
