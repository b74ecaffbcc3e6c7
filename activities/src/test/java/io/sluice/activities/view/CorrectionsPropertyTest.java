package io.sluice.activities.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.definitions.changepoint.SourceRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After corrected partitions were published, an update computes exactly the days that differ from before by the naive
 * evaluation, and the view is then what the naive evaluation of everything says: windows in both modes, lifetimes, latest
 * values with and without ttl, carry rows of a month, late rows in the next partition.
 */
final class CorrectionsPropertyTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final int ENTITIES = 12;
    private static final int SOURCES = 3;

    /** Days of trusted rows; every seed crosses the start of a month. */
    private static final int DAYS = 10;

    private static final String[] STARTS = {"1970-01-27", "2024-02-24", "2026-10-27"};

    /** A trusted row before it is one. */
    private record Made(
            long entity,
            int source,
            String partition,
            long time,
            String id,
            @Nullable Object[] values) {}

    private final List<Made> rows = new ArrayList<>();
    private String first = "";
    private int ids;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void computesExactlyTheDaysThatDiffer(long seed) {
        Random random = new Random(seed);
        String name = "corrected_" + seed;
        RandomView made = new RandomView(name, seed, 4);
        TestingView view = new TestingView(name, made.files());
        view.certifyByLedger();
        LocalDate start = LocalDate.parse(STARTS[(int) (seed % STARTS.length)]);
        first = start.toString();
        for (int i = 0; i < 150; i++) {
            rows.add(row(
                    random,
                    random.nextInt(SOURCES),
                    start.plusDays(random.nextInt(DAYS)).toString()));
        }
        publish(view, name, List.of(0, 1, 2), labels(start, 0, DAYS));
        view.update();
        Map<String, List<String>> before = naive(view, made, start);
        assertSame(byDay(shown(view)), before, "seed " + seed);
        // From the second round on not all days are computed from the same snapshots.
        for (int round = 1; round <= 2; round++) {
            correct(random, view, name, start);
            Map<String, List<String>> after = naive(view, made, start);

            List<String> runs = view.update().runs();

            assertThat(runs).as("seed %d, round %d", seed, round).isEqualTo(runs(differing(before, after)));
            assertSame(byDay(shown(view)), after, "seed %d, round %d".formatted(seed, round));
            before = after;
        }
        assertThat(view.planned().runs()).as("seed %d, once more", seed).isEmpty();
    }

    /** Rows of one or two partitions of a source change, go, come, or stay as they are. */
    private void correct(Random random, TestingView view, String name, LocalDate start) {
        int source = random.nextInt(SOURCES);
        List<String> partitions = labels(start, 0, DAYS).stream()
                .filter(label -> random.nextInt(7) == 0)
                .toList();
        for (String partition : partitions) {
            List<Made> own = rows.stream()
                    .filter(row -> row.source == source && row.partition.equals(partition))
                    .toList();
            int kind = random.nextInt(4);
            if (kind < 2 && !own.isEmpty()) {
                rows.remove(own.get(random.nextInt(own.size())));
            }
            if (kind == 1 || kind == 2) {
                rows.add(row(random, source, partition));
            }
        }
        publish(view, name, List.of(source), partitions);
    }

    private Made row(Random random, int source, String partition) {
        long start = LocalDate.parse(partition).toEpochDay() * DAY;
        long time = start + random.nextInt(24 * 4) * HOUR / 4 + random.nextInt(3);
        if (source == 1 && !partition.equals(first) && random.nextInt(5) == 0) {
            // The source allows six hours.
            time = start - random.nextInt(6) * HOUR;
        }
        return new Made(random.nextInt(ENTITIES), source, partition, time, "e" + ids++, RandomView.row(random));
    }

    private void publish(TestingView view, String name, List<Integer> sources, List<String> partitions) {
        for (int source : sources) {
            List<Row> content = rows.stream()
                    .filter(row -> row.source == source && partitions.contains(row.partition))
                    .map(row -> ViewEnginePropertyTest.row(row.entity, row.partition, row.time, row.id, row.values))
                    .toList();
            if (!partitions.isEmpty()) {
                view.publishPartitions(RandomView.source(name, source), partitions, content);
            }
        }
    }

    /** By day, what the naive evaluation of all rows of every entity says. */
    private Map<String, List<String>> naive(TestingView view, RandomView made, LocalDate start) {
        WantedDays days = new WantedDays(List.of(new DayRange(start.minusDays(1), start.plusDays(DAYS + 2))));
        List<String> all = new ArrayList<>();
        for (long entity = 0; entity < ENTITIES; entity++) {
            List<List<SourceRow>> own = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (Made row : rows) {
                if (row.entity == entity) {
                    own.get(row.source)
                            .add(ViewEnginePropertyTest.sourceRow(made, row.source, row.time, row.id, row.values));
                }
            }
            String key = " of " + entity;
            ViewEnginePropertyTest.naive(view.plan(), own, days, view.certifiedThrough())
                    .forEach(text -> all.add(text + key));
        }
        return byDay(all);
    }

    private static List<String> shown(TestingView view) {
        List<String> all = new ArrayList<>();
        ViewEnginePropertyTest.shown(view.plan(), view.published().drop("_run").collectAsList())
                .forEach((entity, texts) -> texts.forEach(text -> all.add(text + " of " + entity)));
        return all;
    }

    private static Map<String, List<String>> byDay(List<String> texts) {
        Map<String, List<String>> byDay = new TreeMap<>();
        texts.stream()
                .sorted()
                .forEach(text -> byDay.computeIfAbsent(text.substring(0, 10), day -> new ArrayList<>())
                        .add(text));
        return byDay;
    }

    private static void assertSame(Map<String, List<String>> shown, Map<String, List<String>> naive, String described) {
        for (String day : differing(shown, naive)) {
            assertThat(shown.getOrDefault(day, List.of())).as(described).isEqualTo(naive.getOrDefault(day, List.of()));
        }
    }

    private static SortedSet<String> differing(Map<String, List<String>> one, Map<String, List<String>> other) {
        SortedSet<String> days = new TreeSet<>(one.keySet());
        days.addAll(other.keySet());
        days.removeIf(day -> one.getOrDefault(day, List.of()).equals(other.getOrDefault(day, List.of())));
        return days;
    }

    private static List<String> runs(SortedSet<String> days) {
        return days.isEmpty()
                ? List.of()
                : new WantedDays(days.stream().map(DayRange::parse).toList())
                        .runs().stream().map(DayRange::label).toList();
    }

    private static List<String> labels(LocalDate start, int from, int to) {
        return start.plusDays(from)
                .datesUntil(start.plusDays(to))
                .map(LocalDate::toString)
                .toList();
    }
}
