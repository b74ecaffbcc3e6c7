package io.sluice.activities.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.spark.RowValues;
import io.sluice.activities.view.engine.Limits;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine on Spark and Iceberg writes, bit for bit, what the naive evaluation says: in every view some two dozen entities,
 * each with a seeded stream of its own.
 */
final class ViewEnginePropertyTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int ENTITIES = 22;

    /** Before and across the epoch, a leap day, the days on which clocks change in Europe, the end of a year. */
    private static final String[] STARTS = {
        "1969-12-26", "2024-02-24", "2026-03-27", "2026-10-25", "2024-12-29", "1970-01-28"
    };

    @ParameterizedTest(name = "view seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void equalsTheNaiveEvaluation(long seed) {
        Random random = new Random(seed);
        RandomView made = new RandomView("random_" + seed, seed);
        TestingView view = new TestingView("random_" + seed, made.files());
        long start = millis(STARTS[(int) (seed % STARTS.length)]);
        Map<Long, List<List<SourceRow>>> streams = new TreeMap<>();
        List<List<Row>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (long entity = 0; entity < ENTITIES; entity++) {
            Random own = new Random(seed * 1000 + entity);
            streams.put(entity, stream(own, made, entity, start, rows));
        }
        IntStream.range(0, 3).forEach(i -> view.trust(RandomView.source("random_" + seed, i), rows.get(i)));
        WantedDays days = days(random, start);
        long last = days.hull().end() - 1 - (random.nextBoolean() ? 0 : random.nextInt(40) * HOUR);
        Limits limits = seed % 3 == 0
                ? Limits.DEFAULT
                : new Limits(1 + random.nextInt(40), seed % 3 == 1 ? 1 : 1 + random.nextInt(200));

        Map<Long, List<String>> shown = shown(view.plan(), view.compute(days, last, limits));

        for (long entity = 0; entity < ENTITIES; entity++) {
            assertThat(shown.getOrDefault(entity, List.of()))
                    .as("view seed %d, stream seed %d, days %s, %s", seed, seed * 1000 + entity, days.runs(), limits)
                    .isEqualTo(naive(view.plan(), streams.get(entity), days, last));
        }
    }

    /** Several runs of days, or one, not always with the first of a month. */
    private static WantedDays days(Random random, long start) {
        List<DayRange> runs = new ArrayList<>();
        LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(start, DAY));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            LocalDate from = first.plusDays(random.nextInt(9));
            runs.add(new DayRange(from, from.plusDays(random.nextInt(count == 1 ? 6 : 3))));
        }
        return new WantedDays(runs);
    }

    private List<List<SourceRow>> stream(
            Random random, RandomView made, long entity, long start, List<List<Row>> tables) {
        List<List<SourceRow>> stream = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int count = switch ((int) entity) {
            case 0 -> 150;
            case 1 -> 1;
            default -> random.nextInt(40);
        };
        for (int i = 0; i < count; i++) {
            int source = random.nextInt(3);
            long time = start + random.nextInt(9 * 24 * 4) * 15 * MINUTE;
            time += switch (random.nextInt(5)) {
                case 0 -> 1;
                case 1 -> -1;
                default -> 0;
            };
            if (random.nextInt(6) == 0) {
                time = start + random.nextInt(10) * DAY - random.nextInt(2);
            }
            @Nullable Object[] values = RandomView.row(random);
            String id = "e" + random.nextInt(10) + "-" + i;
            stream.get(source).add(sourceRow(made, source, time, id, values));
            tables.get(source).add(row(entity, time, id, values));
        }
        return stream;
    }

    static SourceRow sourceRow(RandomView made, int source, long time, String id, @Nullable Object[] row) {
        List<RandomView.Made> features =
                made.made().stream().filter(each -> each.source() == source).toList();
        boolean[] passes = new boolean[features.size()];
        @Nullable Object[] values = new Object[passes.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = RandomView.passes(features.get(i).filter(), row);
            String value = features.get(i).value();
            values[i] = value == null ? null : kernel(row[RandomView.column(value)]);
        }
        return new SourceRow(time, id, passes, values);
    }

    private static @Nullable Object kernel(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return (int) day.toEpochDay();
        }
        return value instanceof Instant instant ? (Object) instant.toEpochMilli() : value;
    }

    static Row row(long entity, long time, String id, @Nullable Object[] values) {
        return row(entity, day(time), time, id, values);
    }

    static Row row(long entity, String partition, long time, String id, @Nullable Object[] values) {
        Instant at = Instant.ofEpochMilli(time);
        List<@Nullable Object> row = new ArrayList<>(List.of(entity, "x", at));
        row.addAll(java.util.Arrays.asList(values));
        row.addAll(List.of(partition, at, id, "r", 1));
        return RowFactory.create(row.toArray());
    }

    static List<String> naive(ViewPlan plan, List<List<SourceRow>> rows, WantedDays days, long last) {
        List<String> expected = new ArrayList<>();
        for (ChangePoint point : NaiveEvaluator.changePoints(plan, rows, last)) {
            String day = day(point.timestamp());
            if (days.labels().contains(day)) {
                expected.add(text(day, false, point));
            }
        }
        for (String day : days.labels()) {
            if (day.endsWith("-01") && millis(day) - 1 <= last) {
                ChangePoint carry = NaiveEvaluator.carriedInto(plan, rows, millis(day));
                if (carry.timestamp() != ChangePoint.NEVER) {
                    expected.add(text(day, true, carry));
                }
            }
        }
        return expected.stream().sorted().toList();
    }

    static Map<Long, List<String>> shown(ViewPlan plan, List<Row> rows) {
        Map<Long, List<String>> shown = new TreeMap<>();
        for (Row row : rows) {
            int width = plan.features().size();
            @Nullable Object[] values = new Object[width];
            long[] timestamps = new long[width];
            long[] untils = new long[width];
            for (int i = 0; i < width; i++) {
                int at = 5 + 3 * i;
                values[i] = RowValues.toKernel(plan.features().get(i).type(), row.get(at));
                timestamps[i] = row.isNullAt(at + 1)
                        ? ChangePoint.NEVER
                        : row.<Instant>getAs(at + 1).toEpochMilli();
                untils[i] = row.isNullAt(at + 2)
                        ? ChangePoint.NONE
                        : row.<Instant>getAs(at + 2).toEpochMilli();
            }
            ChangePoint point = new ChangePoint(row.<Instant>getAs(3).toEpochMilli(), values, timestamps, untils);
            shown.computeIfAbsent(row.getLong(1), entity -> new ArrayList<>())
                    .add(text(row.get(0).toString(), row.getBoolean(4), point));
        }
        shown.values().forEach(texts -> texts.sort(null));
        return shown;
    }

    private static String text(String day, boolean carry, ChangePoint point) {
        StringBuilder text = new StringBuilder(day + (carry ? " carry " : " ") + point.timestamp());
        for (int i = 0; i < point.values().length; i++) {
            text.append(' ')
                    .append(text(point.values()[i]))
                    .append('@')
                    .append(point.timestamps()[i] == ChangePoint.NEVER ? "-" : point.timestamps()[i])
                    .append("..")
                    .append(point.validUntil()[i] == ChangePoint.NONE ? "-" : point.validUntil()[i]);
        }
        return text.toString();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return value instanceof List<?> values
                ? values.stream().map(ViewEnginePropertyTest::text).toList().toString()
                : value + (value == null ? "" : value.getClass().getSimpleName());
    }

    static String day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC).toString();
    }

    static long millis(String day) {
        return LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
