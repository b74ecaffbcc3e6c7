package io.sluice.definitions.changepoint.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.RandomPlans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.Streams;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The evaluator equals the naive one, bit for bit, on seeded random streams of every aggregation. */
final class EntityEvaluatorPropertyTest {
    private static final int STREAMS = 240;

    @Test
    void equalsTheNaiveEvaluation() {
        for (long seed = 1; seed <= STREAMS; seed++) {
            Streams streams = new Streams(seed);
            ViewPlan plan = RandomPlans.all(streams);
            int span = streams.oneOf(5, 40, 150);
            List<List<SourceRow>> rows = streams.rows(plan, streams.below(36), Streams.base(seed), span);
            long through = Streams.base(seed) + span + streams.oneOf(0, 10, 200);

            List<String> points =
                    Streams.evaluate(new EntityEvaluator(plan), Streams.inOrder(plan, rows), through, plan);

            assertThat(points)
                    .as("seed %d", seed)
                    .isEqualTo(Streams.texts(plan, NaiveEvaluator.changePoints(plan, rows, through)));
        }
    }

    /** Where a result does not fit its type anywhere in the stream, both fail; where all fit, both say the same. */
    @Test
    void anOverflowIsAnErrorOfBoth() {
        Random random = new Random(7);
        long[] huge = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 2, -Long.MAX_VALUE / 2, 1, -1, 0};
        int errors = 0;
        for (int stream = 0; stream < 200; stream++) {
            Update update = stream % 2 == 0 ? Update.EVENT : Update.HOP;
            ViewPlan plan = new Plans()
                    .source(Source.Kind.EVENTS, 0)
                    .windowed(
                            0,
                            Plans.window(10L, 5, update),
                            Plans.aggregation(Aggregation.Kind.SUM),
                            DataType.BIGINT,
                            Plans.NULL)
                    .build();
            List<SourceRow> rows = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rows.add(new SourceRow(random.nextInt(60), "e" + i, new boolean[] {true}, new Object[] {
                    huge[random.nextInt(huge.length)]
                }));
            }
            List<List<SourceRow>> all = List.of(rows);

            String evaluated =
                    orError(() -> Streams.evaluate(new EntityEvaluator(plan), Streams.inOrder(plan, all), 100, plan));

            errors += evaluated.equals("error") ? 1 : 0;
            assertThat(evaluated)
                    .as("stream %d", stream)
                    .isEqualTo(orError(() -> Streams.texts(plan, NaiveEvaluator.changePoints(plan, all, 100))));
        }
        assertThat(errors).isBetween(20, 180);
    }

    private static String orError(Supplier<List<String>> points) {
        try {
            return points.get().toString();
        } catch (RuntimeException overflow) {
            assertThat(overflow).hasMessageContaining("does not fit bigint");
            return "error";
        }
    }

    @Test
    void saysAtAnyInstantWhatTheNaiveEvaluationSays() {
        for (long seed = 1; seed <= 60; seed++) {
            Streams streams = new Streams(1_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            List<List<SourceRow>> rows = streams.rows(plan, 20, Streams.base(seed), 80);
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            List<Streams.Fed> fed = Streams.inOrder(plan, rows);
            for (int i = 0; i < fed.size(); i++) {
                Streams.Fed each = fed.get(i);
                evaluator.add(each.source(), each.row(), point -> {});
                long last = i + 1 < fed.size() ? fed.get(i + 1).arrival() - 1 : each.arrival() + 200;
                if (last >= each.arrival()) {
                    long instant = each.arrival() + streams.below((int) (last - each.arrival()) + 1);
                    evaluator.advanceTo(instant, point -> {});

                    assertThat(Streams.text(plan, evaluator.current(instant)))
                            .as("seed %d at %d", seed, instant)
                            .isEqualTo(Streams.text(plan, NaiveEvaluator.valuesAt(plan, rows, instant)));
                }
            }
        }
    }

    @Test
    void emitsTheSameWhereverTheClockStops() {
        for (long seed = 1; seed <= 60; seed++) {
            Streams streams = new Streams(2_000 + seed);
            ViewPlan plan = RandomPlans.all(streams);
            List<Streams.Fed> fed = Streams.inOrder(plan, streams.rows(plan, 30, Streams.base(seed), 60));
            long through = Streams.base(seed) + 500;
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            List<String> whole = Streams.evaluate(evaluator, fed, through, plan);

            evaluator.reset();
            List<String> stopped = new ArrayList<>();
            Consumer<ChangePoint> out = point -> stopped.add(Streams.text(plan, point));
            for (Streams.Fed each : fed) {
                evaluator.advanceTo(each.arrival() - 1, out);
                evaluator.add(each.source(), each.row(), out);
            }
            for (long instant = fed.get(fed.size() - 1).arrival(); instant <= through; instant++) {
                evaluator.advanceTo(instant, out);
            }

            assertThat(stopped).as("seed %d", seed).isEqualTo(whole);
        }
    }
}
