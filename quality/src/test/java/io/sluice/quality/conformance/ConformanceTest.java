package io.sluice.quality.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.Reports;
import io.sluice.quality.testing.Audits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case says what Great Expectations said (src/test/conformance/README.md). Engines that could not evaluate a case
 * have no say in it, unless neither could.
 */
final class ConformanceTest {
    private static final int TOGETHER = 60;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static List<String> files() {
        return ConformanceCase.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatGreatExpectationsSays(String file) {
        Map<String, Said> ours = evaluate(file);
        List<String> wrong = ConformanceCase.cases(file).stream()
                .flatMap(test -> objection(test, ours.get(test.name())).stream())
                .toList();
        assertThat(String.join("\n", wrong)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void listsNoDifferenceWithoutCase(String file) {
        assertThat(ConformanceCase.cases(file))
                .extracting(ConformanceCase::name)
                .containsAll(ConformanceCase.differing(file));
    }

    private static Map<String, Said> evaluate(String file) {
        Map<String, Said> said = new LinkedHashMap<>();
        Map<String, List<ConformanceCase>> byTable = new LinkedHashMap<>();
        ConformanceCase.cases(file)
                .forEach(test -> byTable.computeIfAbsent(test.table(), name -> new ArrayList<>())
                        .add(test));
        Map<String, ConformanceTable> tables = ConformanceCase.tables(file);
        Surroundings others = new Surroundings() {
            @Override
            public Optional<KnownTable> table(String name) {
                return Optional.of(new KnownTable(tables.get(name).frame(), name + "@1"));
            }
        };
        byTable.forEach((table, cases) -> {
            Dataset<Row> frame = tables.get(table).frame();
            for (int from = 0; from < cases.size(); from += TOGETHER) {
                said.putAll(evaluate(frame, cases.subList(from, Math.min(from + TOGETHER, cases.size())), others));
            }
            frame.unpersist();
        });
        return said;
    }

    private static Map<String, Said> evaluate(Dataset<Row> frame, List<ConformanceCase> cases, Surroundings others) {
        List<Expectation> expectations =
                cases.stream().map(ConformanceCase::expectation).toList();
        AuditResult audited = Audit.run(frame, expectations, Audits.facts(), others);
        AuditResult sampled = Samples.add(frame, expectations, audited, List.of());
        Map<String, Said> said = new LinkedHashMap<>();
        for (JsonNode rule : json(sampled).get("results")) {
            String id = rule.at("/meta/sluice/rule").textValue();
            cases.stream()
                    .filter(test -> test.expectation().id().equals(id))
                    .forEach(test -> said.put(test.name(), Said.of(rule)));
        }
        return said;
    }

    /** What people get, not what is inside. */
    private static JsonNode json(AuditResult result) {
        try {
            return JSON.readTree(Reports.json(result, ReportContext.of(new ReportHead("suite", "1", ""))));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Optional<String> objection(ConformanceCase test, Said ours) {
        ConformanceCase.Difference difference = test.difference();
        if (difference == null) {
            boolean right = judging(test).allMatch(ours::agrees);
            return right
                    ? Optional.empty()
                    : Optional.of(test.name() + ": another result\n  ours   " + ours + engines(test));
        }
        Said wanted = difference.said() == null ? test.engines().get(difference.wins()) : difference.said();
        if (wanted == null || !ours.agrees(wanted)) {
            return Optional.of(
                    test.name() + ": not as listed\n  ours   " + ours + "\n  listed " + wanted + engines(test));
        }
        boolean differs = test.engines().values().stream().anyMatch(engine -> !ours.agrees(engine));
        return differs ? Optional.empty() : Optional.of(test.name() + ": listed as a difference, but there is none");
    }

    private static String engines(ConformanceCase test) {
        StringBuilder engines = new StringBuilder();
        test.engines()
                .forEach((engine, said) ->
                        engines.append("\n  ").append(engine).append(' ').append(said));
        return engines.toString();
    }

    private static Stream<Said> judging(ConformanceCase test) {
        List<Said> judging =
                test.engines().values().stream().filter(Said::judged).toList();
        return (judging.isEmpty() ? List.copyOf(test.engines().values()) : judging).stream();
    }
}
