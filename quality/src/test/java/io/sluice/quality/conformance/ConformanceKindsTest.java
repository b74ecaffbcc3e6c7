package io.sluice.quality.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Parameter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expectation that Great Expectations has is asked about everything that people may run into. */
final class ConformanceKindsTest {
    /** It compares two data sources, each with a query of its own: a gate has one. */
    private static final Set<String> NOT_BUILT = Set.of("expect_query_results_to_match_comparison");

    /** What a case is about. */
    private enum Kind {
        PASS,
        FAIL,
        NULL,
        EMPTY,
        MOSTLY_ENOUGH,
        MOSTLY_TOO_LITTLE,
        STRICT,
        ROW_CONDITION
    }

    private static final Map<String, Set<Kind>> FOUND = found();

    static List<String> types() throws IOException {
        String[] all = new JsonMapper()
                .readValue(ConformanceCase.HOME.resolve("types.json").toFile(), String[].class);
        return List.of(all);
    }

    @Test
    void everyExpectationOfGreatExpectationsIsHereButThoseNamed() throws IOException {
        assertThat(types()).hasSize(56).containsAll(NOT_BUILT);
        assertThat(types())
                .filteredOn(type -> ExpectationCatalogue.find(type).isEmpty())
                .containsExactlyElementsOf(NOT_BUILT);
    }

    @ParameterizedTest
    @MethodSource("types")
    void hasCasesOfEveryKind(String name) {
        ExpectationCatalogue.find(name)
                .ifPresent(type ->
                        assertThat(FOUND.getOrDefault(name, Set.of())).as(name).containsAll(wanted(type)));
    }

    private static Set<Kind> wanted(ExpectationType type) {
        Set<Kind> wanted = EnumSet.of(Kind.PASS, Kind.FAIL, Kind.NULL, Kind.EMPTY);
        List<String> names = type.parameters().stream().map(Parameter::name).toList();
        // What the schema answers is answered for all rows or none.
        if (names.contains("mostly") && type.readsRows()) {
            wanted.addAll(Set.of(Kind.MOSTLY_ENOUGH, Kind.MOSTLY_TOO_LITTLE));
        }
        if (names.contains("strict_min") || names.contains("strictly")) {
            wanted.add(Kind.STRICT);
        }
        if (type.readsRows()) {
            wanted.add(Kind.ROW_CONDITION);
        }
        return wanted;
    }

    /** By the name of the expectation. */
    private static Map<String, Set<Kind>> found() {
        Map<String, Set<Kind>> found = new LinkedHashMap<>();
        for (String file : ConformanceCase.files()) {
            Map<String, ConformanceTable> tables = ConformanceCase.tables(file);
            ConformanceCase.cases(file)
                    .forEach(test -> add(
                            test,
                            tables.get(test.table()),
                            found.computeIfAbsent(test.expectation().type(), type -> EnumSet.noneOf(Kind.class))));
        }
        return found;
    }

    private static void add(ConformanceCase test, ConformanceTable table, Set<Kind> found) {
        Map<String, Object> kwargs = new LinkedHashMap<>(test.expectation().kwargs());
        if (kwargs.containsKey("row_condition")) {
            found.add(Kind.ROW_CONDITION);
        }
        Said said = test.wanted();
        if (!said.judged()) {
            return;
        }
        boolean success = Boolean.TRUE.equals(said.fields().get("success"));
        found.add(success ? Kind.PASS : Kind.FAIL);
        if (table.rows().isEmpty()) {
            found.add(Kind.EMPTY);
        }
        if (table.rows().stream().anyMatch(row -> row.contains(":null"))) {
            found.add(Kind.NULL);
        }
        if (kwargs.get("mostly") instanceof Number share && share.doubleValue() < 1) {
            found.add(success ? Kind.MOSTLY_ENOUGH : Kind.MOSTLY_TOO_LITTLE);
        }
        if (List.of("strict_min", "strict_max", "strictly").stream()
                .anyMatch(name -> Boolean.TRUE.equals(kwargs.get(name)))) {
            found.add(Kind.STRICT);
        }
    }
}
