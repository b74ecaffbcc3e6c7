package io.sluice.quality.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of expectations in the documentation; {@code -Dsluice.write=docs} writes it anew. */
final class ExpectationDocumentationTest {
    private static final Path PAGE = Path.of("../infra/docs/expectations.md");
    private static final Path CONFORMANCE = Path.of("src", "test", "conformance");

    @Test
    void theTableIsWhatTheCatalogueSays() throws IOException {
        compare("expectations", table());
    }

    @Test
    void theDifferencesAreThoseThatTheConformanceTestAllows() throws IOException {
        compare("differences", differences());
    }

    private static void compare(String section, String wanted) throws IOException {
        String page = Files.readString(PAGE);
        String start = "<!-- " + section + " -->\n";
        int begin = page.indexOf(start) + start.length();
        int end = page.indexOf("<!-- end of " + section + " -->");
        if ("docs".equals(System.getProperty("sluice.write"))) {
            Files.writeString(PAGE, page.substring(0, begin) + wanted + page.substring(end));
        } else {
            assertThat(page.substring(begin, end))
                    .as("run mvn -pl quality test -Dtest=ExpectationDocumentationTest -Dsluice.write=docs")
                    .isEqualTo(wanted);
        }
    }

    @Test
    void everyTypeHasASentenceAndNoOther() {
        assertThat(sentences().stringPropertyNames())
                .as("src/test/resources/io/sluice/quality/expectations.properties")
                .containsExactlyInAnyOrderElementsOf(ExpectationCatalogue.all().keySet());
    }

    /** A line for each reason: who is followed, and for which expectations. */
    private static String differences() throws IOException {
        Map<String, Set<String>> reasons = new TreeMap<>();
        for (String file : list("differences")) {
            JsonNode cases = read("cases", file).get("cases");
            read("differences", file).properties().forEach(difference -> {
                String wins = difference.getValue().get("wins").textValue();
                String followed = wins.equals("sluice") ? "Sluice alone" : "as in " + wins;
                String line = difference.getValue().get("why").textValue() + " (" + followed + "): ";
                reasons.computeIfAbsent(line, first -> new TreeSet<>()).add(type(cases, difference.getKey()));
            });
        }
        StringBuilder lines = new StringBuilder();
        reasons.forEach((line, types) -> lines.append("- ")
                .append(line)
                .append(types.stream().map(type -> "`" + type + "`").collect(Collectors.joining(", ")))
                .append('\n'));
        return lines.toString();
    }

    private static String type(JsonNode cases, String name) {
        for (JsonNode one : cases) {
            if (one.get("name").textValue().equals(name)) {
                return one.get("type").textValue();
            }
        }
        throw new IllegalStateException("There is no case " + name);
    }

    private static List<String> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CONFORMANCE.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static JsonNode read(String folder, String file) throws IOException {
        return new JsonMapper()
                .readTree(CONFORMANCE.resolve(folder).resolve(file).toFile());
    }

    /** What Great Expectations has itself. */
    private static Set<String> theirs() throws IOException {
        String[] names =
                new JsonMapper().readValue(CONFORMANCE.resolve("types.json").toFile(), String[].class);
        return Set.of(names);
    }

    private static String table() throws IOException {
        Properties sentences = sentences();
        StringBuilder table =
                new StringBuilder("| expectation | of | what it checks | parameters | rows |\n|---|---|---|---|---|\n");
        Set<String> theirs = theirs();
        new TreeMap<>(ExpectationCatalogue.all())
                .forEach((name, type) -> table.append("| `")
                        .append(name)
                        .append(theirs.contains(name) ? "` | GX | " : "` | Sluice | ")
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
