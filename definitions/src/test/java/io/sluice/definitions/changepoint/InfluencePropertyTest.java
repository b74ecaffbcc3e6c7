package io.sluice.definitions.changepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.Influence.Span;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A row changes nothing outside of its influence, and its influence is no longer than it must be. */
final class InfluencePropertyTest {
    private static final Aggregation COUNT = Plans.aggregation(Aggregation.Kind.COUNT);

    /** Change points by instant, and the carry row of the month that begins near by under its first instant. */
    private static Map<Long, String> view(ViewPlan plan, List<List<SourceRow>> rows, long base, long through) {
        Map<Long, String> view = new TreeMap<>();
        for (ChangePoint point : NaiveEvaluator.changePoints(plan, rows, through)) {
            view.merge(point.timestamp(), Streams.text(plan, point), String::concat);
        }
        long month = Months.next(base);
        if (month <= through) {
            ChangePoint carry = NaiveEvaluator.carriedInto(plan, rows, month);
            if (carry.timestamp() != ChangePoint.NEVER) {
                view.merge(month, "carry " + Streams.text(plan, carry), String::concat);
            }
        }
        return view;
    }

    private static SortedSet<Long> differences(
            ViewPlan plan, List<List<SourceRow>> rows, int source, int row, long base, long through) {
        List<List<SourceRow>> without = new ArrayList<>();
        rows.forEach(each -> without.add(new ArrayList<>(each)));
        without.get(source).remove(row);
        Map<Long, String> one = view(plan, rows, base, through);
        Map<Long, String> other = view(plan, without, base, through);
        SortedSet<Long> instants = new TreeSet<>(one.keySet());
        instants.addAll(other.keySet());
        instants.removeIf(instant -> one.getOrDefault(instant, "").equals(other.getOrDefault(instant, "")));
        return instants;
    }

    /** The event time of the next row when it gives every latest value of the source. */
    private static long next(ViewPlan plan, List<SourceRow> rows, SourceRow row) {
        return rows.stream()
                .filter(each -> each.eventTime() > row.eventTime())
                .mapToLong(SourceRow::eventTime)
                .min()
                .orElse(ChangePoint.NONE);
    }

    private static List<SourceRow> allPass(List<SourceRow> rows) {
        return rows.stream()
                .map(row -> {
                    boolean[] passes = row.passes().clone();
                    java.util.Arrays.fill(passes, true);
                    return new SourceRow(row.eventTime(), row.eventId(), passes, row.values());
                })
                .toList();
    }

    @Test
    void nothingDiffersOutsideOfTheInfluence() {
        for (long seed = 1; seed <= 60; seed++) {
            Streams streams = new Streams(6_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            long base = streams.oneOf(-100L, -50L, -20L, 1_709_251_199_930L, 0L);
            List<List<SourceRow>> rows = new ArrayList<>();
            streams.rows(plan, 6 + streams.below(14), base, streams.oneOf(60, 120))
                    .forEach(each -> rows.add(allPass(each)));
            Influence influence = new Influence(plan);
            for (int source = 0; source < rows.size(); source++) {
                for (int i = 0; i < Math.min(2, rows.get(source).size()); i++) {
                    SourceRow row = rows.get(source).get(i);
                    Span span = influence.of(source, row.eventTime(), next(plan, rows.get(source), row));

                    SortedSet<Long> differences = differences(plan, rows, source, i, base, base + 500);

                    assertThat(differences)
                            .as("seed %d source %d row %s", seed, source, row)
                            .allMatch(instant -> instant >= span.first() && instant <= span.last());
                }
            }
        }
    }

    @Test
    void aMonthNeedsNoRowBeforeItsLookback() {
        for (long seed = 1; seed <= 60; seed++) {
            Streams streams = new Streams(7_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            List<List<SourceRow>> rows = streams.rows(plan, 30, -150, 200);
            Influence influence = new Influence(plan);
            List<List<SourceRow>> needed = new ArrayList<>();
            for (int source = 0; source < rows.size(); source++) {
                long least = influence.lookback(source, streams.below(3));
                needed.add(rows.get(source).stream()
                        .filter(row -> row.eventTime() >= least)
                        .toList());
            }
            Map<Long, String> all = view(plan, rows, -1, 400);
            Map<Long, String> some = view(plan, needed, -1, 400);
            all.keySet().removeIf(instant -> instant < 0);
            some.keySet().removeIf(instant -> instant < 0);

            assertThat(some).as("seed %d", seed).isEqualTo(all);
        }
    }

    private static SourceRow row(long time, String id, @Nullable Object value) {
        return new SourceRow(time, id, new boolean[] {true}, new Object[] {value});
    }

    private static void assertTight(ViewPlan plan, long next, SourceRow... rows) {
        List<List<SourceRow>> history = List.of(List.of(rows));
        Span span = new Influence(plan).of(0, rows[0].eventTime(), next);
        long base = Months.start(rows[0].eventTime());
        SortedSet<Long> differences = differences(plan, history, 0, 0, base, span.last() + 1_000);
        assertThat(differences.first()).as("first").isEqualTo(span.first());
        assertThat(differences.last()).as("last").isEqualTo(span.last());
    }

    /** A count, and beside it a latest value whose change points show the count's timestamp. */
    private static ViewPlan beside(long length) {
        return new Plans()
                .source(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(length, 10, Update.EVENT), COUNT, null, Plans.ZERO)
                .latest(0, 3L, DataType.BIGINT, Plans.NULL)
                .build();
    }

    private static SourceRow counted(long time, String id) {
        return new SourceRow(time, id, new boolean[] {true, false}, new Object[] {null, null});
    }

    private static SourceRow shown(long time, String id) {
        return new SourceRow(time, id, new boolean[] {false, true}, new Object[] {null, 1L});
    }

    private static ViewPlan window(long length, Update update, long delay) {
        return new Plans()
                .source(Source.Kind.EVENTS, delay)
                .windowed(0, Plans.window(length, 10, update), COUNT, null, Plans.ZERO)
                .build();
    }

    private static ViewPlan latest(Source.Kind kind, @Nullable Long ttl) {
        return new Plans()
                .source(kind, 0)
                .latest(0, ttl, DataType.BIGINT, Plans.NULL)
                .build();
    }

    @Test
    void isAsLongAsTheTimestampOfARowThatLeftAmongOthers() {
        // It leaves at −20; what was inside with it leaves at 10.
        ViewPlan plan = beside(30);
        assertTight(plan, ChangePoint.NONE, counted(-55, "a"), shown(-56, "b"), counted(-22, "c"), shown(8, "d"));
        assertThat(new Influence(plan).of(0, -55, ChangePoint.NONE)).isEqualTo(new Span(-55, 9));
        assertThat(new Influence(window(30, Update.HOP, 0)).of(0, -55, ChangePoint.NONE))
                .isEqualTo(new Span(-55, 0));
        assertThat(new Influence(window(20, Update.HOP, 5)).of(0, -55, ChangePoint.NONE))
                .isEqualTo(new Span(-50, -1));
    }

    @Test
    void endsWithTheMonthInWhichTheRowLeft() {
        // Alone it leaves at −20, and −1 is the last instant of the month: the next row shows its timestamp there.
        assertTight(beside(10), ChangePoint.NONE, counted(-35, "a"), shown(-36, "b"), shown(-2, "c"));
    }

    @Test
    void aLatestValueEndsWithTheNextOneAndTheCarryRowBeforeIt() {
        assertTight(latest(Source.Kind.ATTRIBUTES, null), 0, row(-10, "a", 1L), row(0, "b", 2L));
        assertThat(new Influence(latest(Source.Kind.ATTRIBUTES, null)).of(0, -10, -3))
                .isEqualTo(new Span(-10, -4));
        assertThat(new Influence(latest(Source.Kind.EVENTS, 5L)).of(0, -30, ChangePoint.NONE))
                .isEqualTo(new Span(-30, -1));
        assertThat(new Influence(latest(Source.Kind.EVENTS, 40L)).of(0, -30, -20))
                .isEqualTo(new Span(-30, -20));
        assertThat(new Influence(latest(Source.Kind.EVENTS, 40L)).of(0, -30, 9)).isEqualTo(new Span(-30, 9));
        assertThat(new Influence(latest(Source.Kind.EVENTS, null)).of(0, -30, ChangePoint.NONE))
                .isEqualTo(new Span(-30, ChangePoint.NONE));
    }
}
