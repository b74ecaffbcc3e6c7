package io.sluice.quality.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Expectation;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Samples;
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
        byTable.forEach((table, cases) -> {
            Dataset<Row> frame = tables.get(table).frame();
            for (int from = 0; from < cases.size(); from += TOGETHER) {
                said.putAll(evaluate(frame, cases.subList(from, Math.min(from + TOGETHER, cases.size()))));
            }
            frame.unpersist();
        });
        return said;
    }

    private static Map<String, Said> evaluate(Dataset<Row> frame, List<ConformanceCase> cases) {
        List<Expectation> expectations =
                cases.stream().map(ConformanceCase::expectation).toList();
        AuditResult audited = Audit.run(frame, expectations, Audits.facts());
        List<RuleOutcome> rules =
                Samples.add(frame, expectations, audited, List.of()).rules();
        Map<String, Said> said = new LinkedHashMap<>();
        for (ConformanceCase test : cases) {
            rules.stream()
                    .filter(rule -> rule.rule().equals(test.expectation().id()))
                    .forEach(rule -> said.put(test.name(), Said.of(rule)));
        }
        return said;
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
        return "\n  pandas " + test.engines().get("pandas") + "\n  spark  "
                + test.engines().get("spark");
    }

    private static Stream<Said> judging(ConformanceCase test) {
        List<Said> judging =
                test.engines().values().stream().filter(Said::judged).toList();
        return (judging.isEmpty() ? List.copyOf(test.engines().values()) : judging).stream();
    }
}
