package io.sluice.quality.conformance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.form.ResultFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One expectation on one table, with what Great Expectations' engines said about it.
 *
 * @param engines what each engine said, by its name
 * @param difference null where there is none to be expected
 */
record ConformanceCase(
        String file,
        String name,
        String table,
        Expectation expectation,
        Map<String, Said> engines,
        @Nullable Difference difference) {
    static final Path HOME = Path.of("src", "test", "conformance");

    private static final List<String> ENGINES = List.of("pandas", "spark", "sqlite");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Where engines disagree, or we with them.
     *
     * @param wins pandas, spark or sluice
     * @param said what we say; null unless sluice wins
     */
    record Difference(String wins, @Nullable Said said, String why) {}

    /** What has to be said: what is listed, otherwise what the engines say that could judge. */
    Said wanted() {
        if (difference != null) {
            Said listed = difference.said();
            return listed == null ? requireNonNull(engines.get(difference.wins()), "engine is null") : listed;
        }
        return engines.values().stream()
                .filter(Said::judged)
                .findFirst()
                .orElseGet(() -> engines.values().iterator().next());
    }

    /** The names of the files of cases, without their ending. */
    static List<String> files() {
        try (Stream<Path> files = Files.list(HOME.resolve("cases"))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The tables of a file by their names. */
    static Map<String, ConformanceTable> tables(String file) {
        Map<String, ConformanceTable> tables = new LinkedHashMap<>();
        read("cases", file)
                .get("tables")
                .properties()
                .forEach(table -> tables.put(table.getKey(), ConformanceTable.of(table.getValue())));
        return tables;
    }

    /** The cases of a file, in their order. */
    static List<ConformanceCase> cases(String file) {
        JsonNode results = read("results", file);
        JsonNode differences = read("differences", file);
        List<ConformanceCase> cases = new ArrayList<>();
        for (JsonNode written : read("cases", file).get("cases")) {
            String name = written.get("name").textValue();
            if (!results.has(name)) {
                throw new IllegalStateException(
                        "No results for the case " + name + " of " + file + ".json: run src/test/conformance/run.py");
            }
            Map<String, Said> engines = new LinkedHashMap<>();
            for (String engine : ENGINES) {
                if (results.get(name).has(engine)) {
                    Said said = Said.of(results.get(name).get(engine));
                    engines.put(engine, engine.equals("pandas") ? said.withoutSamples() : said);
                }
            }
            cases.add(new ConformanceCase(
                    file,
                    name,
                    written.get("table").textValue(),
                    expectation(cases.size(), written),
                    engines,
                    difference(differences.get(name))));
        }
        return cases;
    }

    /** The names of the cases for which a file lists differences. */
    static List<String> differing(String file) {
        List<String> names = new ArrayList<>();
        read("differences", file).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Expectation expectation(int index, JsonNode written) {
        Map<String, Object> kwargs =
                JSON.convertValue(written.get("kwargs"), new TypeReference<Map<String, Object>>() {});
        if (written.has(ResultFormat.PARAMETER)) {
            kwargs.put(ResultFormat.PARAMETER, JSON.convertValue(written.get(ResultFormat.PARAMETER), Object.class));
        }
        return new Expectation("case" + index, written.get("type").textValue(), kwargs, Severity.ERROR, RowAction.KEEP);
    }

    private static @Nullable Difference difference(@Nullable JsonNode written) {
        if (written == null) {
            return null;
        }
        JsonNode said = written.get("said");
        return new Difference(
                written.get("wins").textValue(),
                said == null ? null : Said.of(said),
                written.get("why").textValue());
    }

    private static JsonNode read(String folder, String file) {
        Path path = HOME.resolve(folder).resolve(file + ".json");
        try {
            return Files.exists(path) ? JSON.readTree(path.toFile()) : JSON.createObjectNode();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
