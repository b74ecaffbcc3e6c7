package io.sluice.activities.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.SummaryKeys;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.spark.RowValues;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StageViewTest {
    private static final long START = millis("2024-01-29");
    private static final long HOUR = 3_600_000;

    private static final String PROJECT = """
            project: shop
            timezone: UTC
            """;
    private static final String ENTITY = """
            entity: customer
            keys: {customer: bigint, shop: string}
            """;

    /** What the rows of a key are, by source, as the naive evaluation reads them. */
    private final Map<String, List<List<SourceRow>>> history = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheNaiveEvaluation(long seed) {
        TestingView view = mixed("naive_" + seed);
        Random random = new Random(seed);
        view.trust("naive_" + seed + "_a", orders(random, 300));
        view.trust("naive_" + seed + "_b", profiles(random, 40));

        Candidate candidate = view.stage("2024-01-30", "2024-02-02", "run");

        assertThat(shown(view, candidate))
                .describedAs("seed %s", seed)
                .isEqualTo(naive(view.plan(), "2024-01-30", "2024-02-02", millis("2024-02-03") - 1));
    }

    @Test
    void writesNothingAfterWhatIsCertified() {
        TestingView view = mixed("certified");
        view.trust("certified_a", orders(new Random(9), 100));
        view.certifyThrough(millis("2024-01-31") + 5 * HOUR);

        Candidate candidate = view.stage("2024-01-30", "2024-02-02", "run");

        assertThat(shown(view, candidate))
                .isEqualTo(naive(view.plan(), "2024-01-30", "2024-02-02", millis("2024-01-31") + 5 * HOUR));
    }

    @Test
    void claimsNothingThatWasCertifiedAfterItBegan() {
        TestingView view = mixed("growing");
        view.trust("growing_a", orders(new Random(9), 100));
        view.certifyThroughAndMore(millis("2024-01-31") + 5 * HOUR, 6 * HOUR);

        Candidate candidate = view.stage("2024-01-30", "2024-02-02", "run");

        assertThat(shown(view, candidate))
                .isEqualTo(naive(view.plan(), "2024-01-30", "2024-02-02", millis("2024-01-31") + 5 * HOUR));
    }

    @Test
    void stagesTheSameAttemptOnceAndEmptiesDaysThatBecameEmpty() {
        TestingView view = mixed("again");
        view.trust("again_a", orders(new Random(5), 50));
        Candidate first = view.stage("2024-01-29", "2024-02-02", "run");

        assertThat(view.stage("2024-01-29", "2024-02-02", "run")).isEqualTo(first);
        assertThat(first.partitions()).hasSize(5).startsWith("2024-01-29");
        assertThat(first.rows()).isPositive();
        view.publish(first);
        view.certifyThrough(millis("2024-01-31") - 1);
        Candidate second = view.stage("2024-01-31", "2024-02-02", "other");
        view.publish(second);

        assertThat(second.rows()).isZero();
        assertThat(shown(view, second))
                .isEqualTo(naive(view.plan(), "2024-01-29", "2024-01-30", millis("2024-01-31") - 1));
    }

    @Test
    void recomputesDaysIntoWhichALateRowFell() {
        TestingView view = mixed("late");
        view.trust("late_a", orders(new Random(6), 60));
        view.publish(view.stage("2024-01-29", "2024-02-02", "one"));
        List<Row> late = List.of(order("2024-02-02", START + 7 * HOUR, 1L, "x", 5.0, "buy", "late"));
        view.trust("late_a", late);

        Candidate again = view.stage("2024-01-29", "2024-02-02", "two");

        assertThat(shown(view, again))
                .isEqualTo(naive(view.plan(), "2024-01-29", "2024-02-02", millis("2024-02-03") - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "misfit, '', 'customer 77, shop x'",
        "misfit_pii, 'pii: [customer]', 'customer (not shown, it identifies people), shop x'"
    })
    void namesFeatureAndEntityWhereAResultDoesNotFit(String name, String pii, String entity) {
        TestingView view = new TestingView(
                name,
                PROJECT,
                ENTITY,
                source(name + "_a", "bigint") + pii + "\n",
                """
                feature: total
                entity: customer
                source: %s_a
                window: 1 day
                aggregation: sum
                value: amount
                """.formatted(name),
                "view: " + name + "\nentity: customer\nfeatures: [total]\n");
        view.trust(
                name + "_a",
                List.of(
                        order("2024-01-29", START, 77L, "x", Long.MAX_VALUE, "buy", "1"),
                        order("2024-01-29", START, 77L, "x", Long.MAX_VALUE, "buy", "2")));

        assertThatThrownBy(() -> view.stage("2024-01-29", "2024-01-30", "run"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.CONTRACT_VIOLATION);
                    assertThat(failure.getOriginalMessage())
                            .contains("view " + name, "feature total", "the entity with " + entity)
                            .doesNotContain(String.valueOf(Long.MAX_VALUE));
                    assertThat(failure.getOriginalMessage().contains("77")).isEqualTo(pii.isEmpty());
                });
        assertThat(TestingLake.shared()
                        .lake()
                        .load(TableNames.parse("views." + name + "_v1"))
                        .snapshots())
                .isEmpty();
    }

    /** Two different kinds in a day are one more than a top_k here may hold; each hour a row comes in and, a day later, leaves. */
    @Test
    void countsWhereTooManyDistinctValuesGaveNull() {
        String name = "beyond";
        TestingView view = new TestingView(
                name,
                PROJECT,
                ENTITY,
                source(name + "_a", "double"),
                top("top", name, "max_distinct: 1"),
                top("wide", name, "max_distinct: 2"),
                "view: %s\nentity: customer\nfeatures: [top, wide]\n".formatted(name));
        view.trust(
                name + "_a",
                List.of(
                        order("2024-01-29", START, 1L, "x", 1.0, "buy", "1"),
                        order("2024-01-29", START + HOUR, 1L, "x", 1.0, "look", "2"),
                        order("2024-01-29", START + 2 * HOUR, 1L, "x", 1.0, "buy", "3"),
                        order("2024-01-29", START, 2L, "x", 1.0, "buy", "4")));

        assertBeyond(view, view.stage("2024-01-29", "2024-01-31", "all"), 3);
        assertBeyond(view, view.stage("2024-01-30", "2024-01-31", "second"), 1);
        assertBeyond(view, view.stage("2024-01-31", "2024-01-31", "third"), 0);
    }

    private static void assertBeyond(TestingView view, Candidate candidate, int expected) {
        Snapshot staged = TestingLake.shared()
                .lake()
                .load(TableNames.parse(candidate.dataset()))
                .snapshot(Long.parseLong(candidate.snapshotId()));
        assertThat(staged.summary().getOrDefault(SummaryKeys.BEYOND_DISTINCT, "top=0"))
                .isEqualTo("top=" + expected);
        assertThat(view.rows(candidate)
                        .filter("top IS NULL AND top__until IS NOT NULL")
                        .count())
                .as("rows that say so")
                .isEqualTo(expected);
    }

    private static String top(String feature, String name, String most) {
        return feature(
                feature,
                name,
                "window: 1 day\nhop: 1 hour\nupdate: event\naggregation: top_k(1)\nvalue: kind\n" + most);
    }

    private static TestingView mixed(String name) {
        return new TestingView(
                name,
                PROJECT,
                ENTITY,
                source(name + "_a", "double"),
                """
                source: %s_b
                kind: attributes
                schema: {customer: bigint, shop: string, at: timestamp, level: string}
                event_time: at
                event_id: content
                batch: {format: csv, path: b.csv, partition: day}
                delay: 90 minutes
                """.formatted(name),
                feature("buys_2h", name, "window: 2 hours\nupdate: event\nfilters: [\"kind = 'buy'\"]"),
                feature(
                        "spend_1d",
                        name,
                        "window: 1 day\nhop: 1 hour\nupdate: hop\naggregation: sum\nvalue: amount * 2"),
                feature("ever", name, "window: lifetime\nupdate: event\naggregation: max\nvalue: amount"),
                feature("last_kind", name, "value: upper(kind)\nttl: 5 hours"),
                "feature: level\nentity: customer\nsource: %s_b\nvalue: level\n".formatted(name),
                "view: %s\nentity: customer\nfeatures: [buys_2h, spend_1d, level, last_kind, ever]\n".formatted(name));
    }

    private static String feature(String feature, String name, String rest) {
        return "feature: %s\nentity: customer\nsource: %s_a\n%s\n".formatted(feature, name, rest);
    }

    private static String source(String name, String amount) {
        return """
                source: %s
                kind: events
                schema: {customer: bigint, shop: string, at: timestamp, amount: %s, kind: string}
                event_time: at
                event_id: content
                history_from: 2020-01-01
                batch: {format: csv, path: a.csv, partition: day}
                """.formatted(name, amount);
    }

    private List<Row> orders(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Coarse instants, so that ties and boundaries are common.
            long time = START + random.nextInt(5 * 24 * 4) * HOUR / 4;
            Long customer = random.nextInt(20) == 0 ? null : (long) random.nextInt(4);
            String kind = random.nextInt(10) == 0 ? null : random.nextBoolean() ? "buy" : "look";
            Double amount = random.nextInt(10) == 0 ? null : random.nextInt(1000) / 8.0;
            rows.add(order(day(time), time, customer, random.nextBoolean() ? "x" : "y", amount, kind, "e" + i));
        }
        return rows;
    }

    private Row order(
            String partition,
            long time,
            @Nullable Long customer,
            String shop,
            @Nullable Object amount,
            @Nullable String kind,
            String id) {
        boolean buys = "buy".equals(kind);
        // In the order of the view's features that this source feeds: buys_2h, ever, last_kind, spend_1d.
        Object twice = amount instanceof Double number ? number * 2 : amount;
        remember(customer, shop, 0, new SourceRow(time, id, new boolean[] {buys, true, true, true}, new Object[] {
            null, amount, kind == null ? null : kind.toUpperCase(java.util.Locale.ROOT), twice
        }));
        Instant at = Instant.ofEpochMilli(time);
        return RowFactory.create(customer, shop, at, amount, kind, partition, at, id, "r", 1);
    }

    private List<Row> profiles(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = START + random.nextInt(5 * 24) * HOUR;
            long customer = random.nextInt(4);
            String level = random.nextInt(5) == 0 ? null : "level" + random.nextInt(3);
            Instant at = Instant.ofEpochMilli(time);
            remember(customer, "x", 1, new SourceRow(time, "p" + i, new boolean[] {true}, new Object[] {level}));
            rows.add(RowFactory.create(customer, "x", at, level, day(time), at, "p" + i, "r", 1));
        }
        return rows;
    }

    private void remember(@Nullable Long customer, String shop, int source, SourceRow row) {
        if (customer != null) {
            history.computeIfAbsent(customer + "," + shop, key -> List.of(new ArrayList<>(), new ArrayList<>()))
                    .get(source)
                    .add(row);
        }
    }

    /** What the view should hold, a text a row. */
    private List<String> naive(ViewPlan plan, String from, String to, long last) {
        List<String> expected = new ArrayList<>();
        history.forEach((key, rows) -> {
            for (ChangePoint point : NaiveEvaluator.changePoints(plan, rows, last)) {
                if (point.timestamp() >= millis(from) && point.timestamp() < millis(to) + 24 * HOUR) {
                    expected.add(text(key, day(point.timestamp()), false, point));
                }
            }
            long month = millis("2024-02-01");
            ChangePoint before = NaiveEvaluator.carriedInto(plan, rows, month);
            boolean inside = month - 1 <= last && millis(to) >= month && millis(from) <= month;
            if (inside && before.timestamp() != ChangePoint.NEVER) {
                expected.add(text(key, "2024-02-01", true, before));
            }
        });
        return expected.stream().sorted().toList();
    }

    private static String text(String key, String day, boolean carry, ChangePoint point) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < point.values().length; i++) {
            values.add(point.values()[i]);
            values.add(point.timestamps()[i] == ChangePoint.NEVER ? null : point.timestamps()[i]);
            values.add(point.validUntil()[i] == ChangePoint.NONE ? null : point.validUntil()[i]);
        }
        return key + " " + day + " " + point.timestamp() + " " + carry + " " + values;
    }

    private static List<String> shown(TestingView view, Candidate candidate) {
        List<String> texts = new ArrayList<>();
        for (Row row : view.rows(candidate).collectAsList()) {
            ViewPlan plan = view.plan();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < plan.features().size(); i++) {
                int at = 5 + 3 * i;
                values.add(RowValues.toKernel(plan.features().get(i).type(), row.get(at)));
                values.add(row.isNullAt(at + 1) ? null : ((Instant) row.get(at + 1)).toEpochMilli());
                values.add(row.isNullAt(at + 2) ? null : ((Instant) row.get(at + 2)).toEpochMilli());
            }
            texts.add(row.get(1) + "," + row.get(2) + " " + row.get(0) + " " + ((Instant) row.get(3)).toEpochMilli()
                    + " " + row.get(4) + " " + values);
        }
        return texts.stream().sorted().toList();
    }

    private static String day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
    }

    private static long millis(String day) {
        return LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
