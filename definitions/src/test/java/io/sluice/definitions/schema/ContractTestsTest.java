package io.sluice.definitions.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of sentences of the specification name tests that exist. */
final class ContractTestsTest {
    private static final Path DOCS = Path.of("../infra/docs");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+)#([a-z][A-Za-z0-9]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"contract-tests.md", "decision-tests.md"})
    void everyTestThatIsNamedExists(String table) throws IOException {
        Map<String, List<String>> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(DOCS.resolve(table)));
        int count = 0;
        for (; named.find(); count++) {
            List<String> found = sources.getOrDefault(named.group(1), List.of());
            // Of two classes of one name nobody could tell which is meant.
            if (found.size() != 1 || !found.get(0).contains("void " + named.group(2) + "(")) {
                missing.add(named.group() + " in " + found.size() + " classes");
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract-tests.md", "decision-tests.md"})
    void everySentenceHasATestOrSaysThatItHasNone(String table) throws IOException {
        assertThat(Files.readAllLines(DOCS.resolve(table)))
                .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| sentence "))
                .isNotEmpty()
                .allMatch(line -> NAMED.matcher(line).find() || line.contains("| none yet"));
    }

    private static Map<String, List<String>> sources() throws IOException {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        for (String module : List.of("definitions", "quality", "workflows", "activities", "workers")) {
            Path tests = Path.of("..").resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(tests)) {
                for (Path file : files.filter(path -> path.toString().endsWith("T.java")
                                || path.toString().endsWith("Test.java"))
                        .toList()) {
                    String name = file.getFileName().toString();
                    sources.computeIfAbsent(
                                    name.substring(0, name.length() - ".java".length()), first -> new ArrayList<>())
                            .add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
