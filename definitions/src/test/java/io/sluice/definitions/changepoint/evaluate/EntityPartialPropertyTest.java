package io.sluice.definitions.changepoint.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.RandomPlans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.Streams;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Whatever way rows are cut into segments, and segments into partial states, the change points are those of one pass and of
 * the naive evaluation.
 */
final class EntityPartialPropertyTest {
    private interface Writing {
        void to(DataOutput out) throws IOException;
    }

    private static DataInputStream written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.to(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Test
    void goesOnWhereAWrittenStateStopped() throws IOException {
        for (long seed = 1; seed <= 120; seed++) {
            Streams streams = new Streams(3_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            long base = Streams.base(seed);
            List<List<SourceRow>> rows = streams.rows(plan, streams.below(36), base, 90);
            long through = base + 400;
            TreeSet<Long> cuts = cuts(streams, base, rows);
            List<String> points = new ArrayList<>();
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            for (Streams.Fed each : Streams.inOrder(plan, rows)) {
                while (!cuts.isEmpty() && cuts.first() <= each.arrival()) {
                    evaluator = moved(plan, evaluator, cuts.pollFirst(), points);
                }
                evaluator.add(each.source(), each.row(), point -> points.add(Streams.text(plan, point)));
            }
            while (!cuts.isEmpty()) {
                evaluator = moved(plan, evaluator, cuts.pollFirst(), points);
            }
            evaluator.advanceTo(through, point -> points.add(Streams.text(plan, point)));

            assertThat(points)
                    .as("seed %d", seed)
                    .isEqualTo(Streams.texts(plan, NaiveEvaluator.changePoints(plan, rows, through)));
        }
    }

    private static EntityEvaluator moved(ViewPlan plan, EntityEvaluator evaluator, long cut, List<String> points)
            throws IOException {
        evaluator.advanceTo(cut - 1, point -> points.add(Streams.text(plan, point)));
        EntityEvaluator read = new EntityEvaluator(plan);
        read.read(written(evaluator::write));
        return read;
    }

    /** Cuts where rows arrive, where they show, at the start of a month, and anywhere. */
    private static TreeSet<Long> cuts(Streams streams, long base, List<List<SourceRow>> rows) {
        TreeSet<Long> cuts = new TreeSet<>();
        for (int i = 0; i < 1 + streams.below(6); i++) {
            cuts.add(base + streams.below(220));
        }
        rows.forEach(source -> source.stream().limit(2).forEach(row -> cuts.add(row.eventTime() + 1)));
        if (Months.next(base) < base + 200) {
            cuts.add(Months.next(base));
        }
        return cuts;
    }

    @Test
    void foldsSegmentsInAnyOrderOfTheirRowsAndInAnyParts() throws IOException {
        for (long seed = 1; seed <= 160; seed++) {
            Streams streams = new Streams(4_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            long base = Streams.base(seed);
            List<List<SourceRow>> rows = streams.rows(plan, streams.below(50), base, streams.oneOf(20, 90, 150));
            long through = base + 400;
            List<String> naive = Streams.texts(plan, NaiveEvaluator.changePoints(plan, rows, through));
            List<Streams.Fed> fed = Streams.inOrder(plan, rows);
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            List<String> points = new ArrayList<>();
            List<String> wanted = new ArrayList<>();
            long start = base - 50;
            for (long end : cuts(streams, base, rows)) {
                if (streams.below(2) == 0) {
                    evaluator.fold(partial(streams, plan, between(fed, start, end), end));
                } else {
                    between(fed, start, end)
                            .forEach(each -> evaluator.add(
                                    each.source(), each.row(), point -> points.add(Streams.text(plan, point))));
                    evaluator.advanceTo(end - 1, point -> points.add(Streams.text(plan, point)));
                    wanted.addAll(within(naive, start, end));
                }
                assertThat(Streams.text(plan, evaluator.current(end)))
                        .as("seed %d carried into %d", seed, end)
                        .isEqualTo(Streams.text(
                                plan,
                                Months.start(end) == end
                                        ? NaiveEvaluator.carriedInto(plan, rows, end)
                                        : NaiveEvaluator.valuesAt(plan, rows, end - 1)));
                start = end;
            }
            between(fed, start, through + 1)
                    .forEach(each ->
                            evaluator.add(each.source(), each.row(), point -> points.add(Streams.text(plan, point))));
            evaluator.advanceTo(through, point -> points.add(Streams.text(plan, point)));
            wanted.addAll(within(naive, start, through + 1));

            assertThat(points).as("seed %d", seed).isEqualTo(wanted);
        }
    }

    private static List<Streams.Fed> between(List<Streams.Fed> fed, long start, long end) {
        return fed.stream()
                .filter(each -> each.arrival() >= start && each.arrival() < end)
                .toList();
    }

    private static List<String> within(List<String> points, long start, long end) {
        return points.stream()
                .filter(point -> {
                    long at = Long.parseLong(point.substring(3, point.indexOf('\n')));
                    return at >= start && at < end;
                })
                .toList();
    }

    /** Rows dealt to several partial states, some written and read, merged in some order. */
    private static EntityPartial partial(Streams streams, ViewPlan plan, List<Streams.Fed> rows, long end)
            throws IOException {
        EntityEvaluator shape = new EntityEvaluator(plan);
        List<EntityPartial> parts = new ArrayList<>();
        for (int i = 0; i < 1 + streams.below(4); i++) {
            parts.add(shape.partial(end));
        }
        for (Streams.Fed each : streams.shuffled(rows)) {
            streams.oneOf(parts).add(each.source(), each.row());
        }
        while (parts.size() > 1) {
            EntityPartial one = parts.remove(streams.below(parts.size()));
            EntityPartial other = parts.remove(streams.below(parts.size()));
            if (streams.below(2) == 0) {
                one.merge(other);
            } else {
                one.read(written(other::write));
            }
            parts.add(streams.below(parts.size() + 1), one);
        }
        return parts.get(0);
    }

    @Test
    void anEmptySegmentOnlyLetsTimePass() {
        for (long seed = 1; seed <= 40; seed++) {
            Streams streams = new Streams(5_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            long base = Streams.base(seed);
            List<List<SourceRow>> rows = streams.rows(plan, 20, base, 40);
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            Streams.inOrder(plan, rows).forEach(each -> evaluator.add(each.source(), each.row(), point -> {}));
            long end = base + 100 + streams.below(200);
            evaluator.advanceTo(base + 80, point -> {});

            evaluator.fold(evaluator.partial(end));

            assertThat(Streams.text(plan, evaluator.current(end - 1)))
                    .as("seed %d", seed)
                    .isEqualTo(Streams.text(plan, NaiveEvaluator.valuesAt(plan, rows, end - 1)));
        }
    }

    @Test
    void isBlankOnceEverythingHasLeftAndIsForgotten() {
        ViewPlan plan = new Plans()
                .source(io.sluice.definitions.model.Source.Kind.EVENTS, 0)
                .windowed(
                        0,
                        Plans.window(20L, 10, io.sluice.definitions.model.Feature.Update.EVENT),
                        Plans.aggregation(io.sluice.definitions.model.Aggregation.Kind.COUNT),
                        null,
                        Plans.ZERO)
                .build();
        EntityEvaluator evaluator = new EntityEvaluator(plan);
        assertThat(evaluator.isBlank(-100)).isTrue();
        evaluator.add(0, new SourceRow(-75, "e", new boolean[] {true}, new Object[] {null}), point -> {});

        evaluator.advanceTo(-51, point -> {});
        assertThat(evaluator.isBlank(-50)).isFalse();
        evaluator.advanceTo(-50, point -> {});
        assertThat(evaluator.isBlank(-49)).isFalse();
        assertThat(evaluator.isBlank(0)).isTrue();
    }

    @Test
    void refusesWhatDoesNotBelongToTheSegment() {
        Streams streams = new Streams(1);
        ViewPlan plan = RandomPlans.all(streams);
        EntityEvaluator evaluator = new EntityEvaluator(plan);
        evaluator.advanceTo(10, point -> {});
        SourceRow row = streams.rows(plan, 200, 10, 1).get(0).get(0);

        assertThatThrownBy(() -> evaluator.partial(5).add(0, row)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evaluator.fold(evaluator.partial(10))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evaluator.partial(20).merge(evaluator.partial(21)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
