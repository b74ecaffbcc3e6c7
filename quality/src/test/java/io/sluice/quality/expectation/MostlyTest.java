package io.sluice.quality.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.form.Counts;
import io.sluice.quality.testing.Audits;
import io.sluice.quality.testing.Frames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts and {@code mostly} on random columns, beside a loop that anybody can read. */
final class MostlyTest {
    private static final StructType SCHEMA = new StructType().add("x", "bigint").add("s", "string");

    /** What is expected of a value, in words of the catalogue and as a loop sees it. */
    private record Rule(String type, Map<String, Object> kwargs, Predicate<Object> expected) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsAsALoopDoes(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        int size = random.nextInt(60);
        for (int i = 0; i < size; i++) {
            @Nullable Long x = random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(10);
            rows.add(RowFactory.create(x, random.nextInt(4) == 0 ? null : "v" + random.nextInt(6)));
        }
        Dataset<Row> frame = Frames.SPARK.createDataFrame(rows, SCHEMA);
        Map<Expectation, Rule> rules = new LinkedHashMap<>();
        for (Rule rule : rules(random)) {
            for (double mostly : List.of(0.0, 0.5, random.nextDouble(), edge(rows, rule), 1.0)) {
                Map<String, Object> kwargs = new LinkedHashMap<>(rule.kwargs());
                kwargs.put("mostly", mostly);
                rules.put(
                        new Expectation("r" + rules.size(), rule.type(), kwargs, Severity.ERROR, RowAction.KEEP), rule);
            }
        }
        List<RuleOutcome> outcomes =
                Audit.run(frame, List.copyOf(rules.keySet()), Audits.facts()).rules();
        rules.forEach((expectation, rule) -> {
            RuleOutcome outcome = outcomes.stream()
                    .filter(one -> one.rule().equals(expectation.id()))
                    .findFirst()
                    .orElseThrow();
            Counts counts = naive(rows, rule);
            double mostly = (Double) expectation.kwargs().get("mostly");
            assertThat(outcome.counts()).as("%s, seed %s", expectation, seed).isEqualTo(counts);
            boolean passes = counts.considered() == 0
                    || (double) (counts.considered() - counts.unexpected()) / counts.considered() >= mostly;
            assertThat(outcome.status())
                    .as("%s, seed %s", expectation, seed)
                    .isEqualTo(passes ? Status.PASSED : Status.FAILED);
        });
    }

    private static List<Rule> rules(Random random) {
        long least = random.nextInt(5);
        long most = least + random.nextInt(5);
        return List.of(
                new Rule(
                        "expect_column_values_to_be_between",
                        Audits.kwargs("column", "x", "min_value", least, "max_value", most),
                        value -> (Long) value >= least && (Long) value <= most),
                new Rule(
                        "expect_column_values_to_be_between",
                        Audits.kwargs("column", "x", "min_value", least, "strict_min", true),
                        value -> (Long) value > least),
                new Rule(
                        "expect_column_values_to_be_in_set",
                        Audits.kwargs("column", "s", "value_set", List.of("v1", "v2")),
                        List.of("v1", "v2")::contains),
                new Rule(
                        "expect_column_values_to_match_regex",
                        Audits.kwargs("column", "s", "regex", "[0-2]$"),
                        value -> value.toString().compareTo("v3") < 0),
                new Rule(
                        "expect_column_value_lengths_to_equal",
                        Audits.kwargs("column", "s", "value", 2),
                        value -> true));
    }

    /** The share that is just reached. */
    private static double edge(List<Row> rows, Rule rule) {
        Counts counts = naive(rows, rule);
        return counts.considered() == 0
                ? 1
                : (double) (counts.considered() - counts.unexpected()) / counts.considered();
    }

    private static Counts naive(List<Row> rows, Rule rule) {
        int column = rule.kwargs().get("column").equals("x") ? 0 : 1;
        long missing = rows.stream().filter(row -> row.isNullAt(column)).count();
        long unexpected = rows.stream()
                .filter(row -> !row.isNullAt(column) && !rule.expected().test(row.get(column)))
                .count();
        return new Counts(rows.size(), missing, unexpected);
    }
}
