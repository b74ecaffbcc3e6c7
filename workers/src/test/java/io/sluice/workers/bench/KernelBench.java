package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.workers.bench.Rounds.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P10: the kernel alone, count and sum of doubles over 7 days in event mode: every event is a change point of both. */
@Tag("bench")
final class KernelBench {
    private static final long DAYS = 45 * 86_400_000L;
    private static final long END = ClickStream.START + DAYS;
    private static final int PER_ENTITY = 50;

    private final Scale scale = Scale.asked();
    private final int events = scale.of(1_000_000);
    private final ViewPlan plan = ClickStream.plan("kernel", """
            feature: clicks
            entity: user_id
            window: 7 days
            update: event
            """, """
            feature: spend
            entity: user_id
            window: 7 days
            update: event
            aggregation: sum
            value: cast(amount as double)
            """);

    @Test
    void updatesManyEntitiesAndAHotOne() {
        List<List<SourceRow>> many = streams(Math.max(1, events / PER_ENTITY), PER_ENTITY);
        List<List<SourceRow>> hot = streams(1, events);
        many.subList(0, Math.min(many.size(), 100)).forEach(this::compareWithNaive);
        compareWithNaive(hot.get(0).subList(0, 400));

        Map<String, Times> times = new Rounds(3, 7).run(List.of(side("many", many), side("hot", hot)));

        ResultsFile.report(
                scale,
                bar("P10a", "50 events per entity", times.get("many"), count(many)),
                bar("P10b", "one hot entity with 1 million events", times.get("hot"), count(hot)));
    }

    private static Bar bar(String id, String what, Times times, long count) {
        return new Bar(
                id,
                "kernel, count and sum over 7 days in event mode, one core; " + what,
                "≥ 5 million events/s per core",
                times.inMillions(count, "events"),
                count / times.seconds() / 5e6);
    }

    private static long count(List<List<SourceRow>> streams) {
        return streams.stream().mapToLong(List::size).sum();
    }

    private Side side(String name, List<List<SourceRow>> streams) {
        return new Side(name, name, () -> {
            Digest digest = new Digest();
            EntityEvaluator evaluator = new EntityEvaluator(plan);
            streams.forEach(rows -> evaluate(evaluator, rows, digest));
            return digest::text;
        });
    }

    private static void evaluate(EntityEvaluator evaluator, List<SourceRow> rows, Consumer<ChangePoint> out) {
        for (SourceRow row : rows) {
            evaluator.add(0, row, out);
        }
        evaluator.advanceTo(END, out);
        evaluator.reset();
    }

    private void compareWithNaive(List<SourceRow> rows) {
        List<String> seen = new ArrayList<>();
        evaluate(new EntityEvaluator(plan), rows, point -> seen.add(text(point)));
        List<String> naive = NaiveEvaluator.changePoints(plan, List.of(rows), END).stream()
                .map(KernelBench::text)
                .toList();
        assertThat(seen).isEqualTo(naive);
    }

    private static String text(ChangePoint point) {
        return point.timestamp()
                + Arrays.toString(point.values())
                + Arrays.toString(point.timestamps())
                + Arrays.toString(point.validUntil());
    }

    private static List<List<SourceRow>> streams(int entities, int each) {
        Random random = new Random(10);
        List<List<SourceRow>> streams = new ArrayList<>();
        for (int entity = 0; entity < entities; entity++) {
            List<SourceRow> rows = new ArrayList<>();
            long[] times = random.longs(each, ClickStream.START, END).sorted().toArray();
            for (int i = 0; i < each; i++) {
                // The stream of an entity breaks ties by id.
                String id = Times.text("%08d", i);
                Object amount = random.nextInt(100_000) / 100.0;
                rows.add(new SourceRow(times[i], id, new boolean[] {true, true}, new Object[] {null, amount}));
            }
            streams.add(rows);
        }
        return streams;
    }

    /** Looks at every change point, so that none can be optimised away. */
    private static final class Digest implements Consumer<ChangePoint> {
        private long count;
        private long hash;

        @Override
        public void accept(ChangePoint point) {
            count++;
            hash = 31 * hash + point.timestamp();
            for (Object value : point.values()) {
                hash = 31 * hash + (value == null ? 0 : value.hashCode());
            }
        }

        String text() {
            return count + " change points, " + hash;
        }
    }
}
