package io.sluice.definitions.changepoint.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sentences of contract §3, one by one, with numbers. */
final class EntityEvaluatorTest {
    private static final Aggregation COUNT = Plans.aggregation(Aggregation.Kind.COUNT);
    private static final Aggregation SUM = Plans.aggregation(Aggregation.Kind.SUM);

    private static SourceRow row(long time, @Nullable Object... values) {
        boolean[] passes = new boolean[values.length];
        java.util.Arrays.fill(passes, true);
        return new SourceRow(time, "e" + time, passes, values);
    }

    /** {@code timestamp: values} of each change point of rows of the one source. */
    private static List<String> points(ViewPlan plan, long through, SourceRow... rows) {
        EntityEvaluator evaluator = new EntityEvaluator(plan);
        List<String> points = new ArrayList<>();
        for (SourceRow row : rows) {
            evaluator.add(0, row, point -> points.add(text(point)));
        }
        evaluator.advanceTo(through, point -> points.add(text(point)));
        return points;
    }

    private static String text(ChangePoint point) {
        return point.timestamp() + ": " + List.of(point.values()).toString();
    }

    private static Plans one(Source.Kind kind, long delay) {
        return new Plans().source(kind, delay);
    }

    private static ViewPlan counting(Window window, long delay) {
        return one(Source.Kind.EVENTS, delay)
                .windowed(0, window, COUNT, null, Plans.ZERO)
                .build();
    }

    @Test
    void aHopWindowEntersAtTheEndOfItsTileAndLeavesAWindowLater() {
        ViewPlan plan = counting(Plans.window(20L, 10, Update.HOP), 0);

        assertThat(points(plan, 1_000, row(3, (Object) null), row(10, (Object) null)))
                .containsExactly("10: [1]", "20: [2]", "30: [1]", "40: [0]");
    }

    @Test
    void anEventWindowEntersAMillisecondAfterTheEventAndLeavesWithItsTile() {
        ViewPlan plan = counting(Plans.window(20L, 10, Update.EVENT), 0);

        assertThat(points(plan, 1_000, row(3, (Object) null), row(9, (Object) null), row(10, (Object) null)))
                .containsExactly("4: [1]", "10: [2]", "11: [3]", "30: [1]", "40: [0]");
    }

    @Test
    void theDelayOfTheSourceMovesEverything() {
        assertThat(points(counting(Plans.window(20L, 10, Update.HOP), 7), 1_000, row(3, (Object) null)))
                .containsExactly("17: [1]", "37: [0]");
        assertThat(points(counting(Plans.window(20L, 10, Update.EVENT), 7), 1_000, row(3, (Object) null)))
                .containsExactly("11: [1]", "37: [0]");
    }

    @Test
    void tilesBeforeTheEpochAreFlooredDownwards() {
        assertThat(points(counting(Plans.window(10L, 10, Update.HOP), 0), 1_000, row(-1, (Object) null)))
                .containsExactly("0: [1]", "10: [0]");
        assertThat(points(counting(Plans.window(10L, 10, Update.HOP), 0), 1_000, row(-10, (Object) null)))
                .containsExactly("0: [1]", "10: [0]");
    }

    @Test
    void aDayIsADayOnTheDayClocksChange() {
        long day = 86_400_000;
        long noon = Instant.parse("2026-03-29T12:00:00Z").toEpochMilli();
        ViewPlan plan = counting(Plans.window(day, day, Update.HOP), 0);

        assertThat(points(plan, Long.MAX_VALUE, row(noon, (Object) null)))
                .containsExactly(
                        Instant.parse("2026-03-30T00:00:00Z").toEpochMilli() + ": [1]",
                        Instant.parse("2026-03-31T00:00:00Z").toEpochMilli() + ": [0]");
    }

    @Test
    void aLifetimeNeverExpires() {
        ViewPlan plan = counting(Plans.window(null, 10, Update.EVENT), 0);

        assertThat(points(plan, Long.MAX_VALUE, row(3, (Object) null), row(1_000_000, (Object) null)))
                .containsExactly("4: [1]", "1000001: [2]");
    }

    @Test
    void aLatestValueOfEventsHoldsFromTheNextMillisecondUntilItsTtl() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .latest(0, 5L, DataType.STRING, Plans.fill("-"))
                .build();

        assertThat(points(plan, 1_000, row(10, "a"), row(12, "b"))).containsExactly("11: [a]", "13: [b]", "19: [-]");
    }

    @Test
    void aLatestValueOfAttributesHoldsAtItsOwnInstant() {
        ViewPlan plan = one(Source.Kind.ATTRIBUTES, 2)
                .latest(0, null, DataType.STRING, Plans.fill("-"))
                .build();

        assertThat(points(plan, 1_000, row(10, "a"), row(11, (Object) null))).containsExactly("12: [a]", "13: [-]");
    }

    @Test
    void aNullReplacesAndTheOlderRowNeverReturns() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .latest(0, 5L, DataType.STRING, Plans.fill("-"))
                .build();

        assertThat(points(plan, 1_000, row(10, "a"), row(12, (Object) null)))
                .containsExactly("11: [a]", "13: [-]", "19: [-]");
    }

    @Test
    void aChangePointIsOneEvenWhereNoValueDiffers() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(10L, 10, Update.HOP), SUM, DataType.INT, Plans.ZERO)
                .build();

        assertThat(points(plan, 1_000, row(3, 0), row(13, (Object) null)))
                .containsExactly("10: [0]", "20: [0]", "30: [0]");
    }

    @Test
    void eachFeatureKeepsItsOwnTimestampAndEnd() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(20L, 10, Update.HOP), COUNT, null, Plans.ZERO)
                .latest(0, 100L, DataType.STRING, Plans.fill("-"))
                .derived("IF(f1 = 'a', f0 + 1, -1)", Plans.NULL)
                .build();
        List<ChangePoint> points = new ArrayList<>();
        EntityEvaluator evaluator = new EntityEvaluator(plan);

        evaluator.add(0, row(3, null, "a"), points::add);
        evaluator.advanceTo(12, points::add);

        assertThat(points).hasSize(2);
        assertThat(points.get(0).timestamp()).isEqualTo(4);
        assertThat(points.get(0).values()).containsExactly(0L, "a", 1L);
        assertThat(points.get(0).timestamps()).containsExactly(ChangePoint.NEVER, 4, 4);
        assertThat(points.get(0).validUntil()).containsExactly(10, 105, 10);
        assertThat(points.get(1).timestamp()).isEqualTo(10);
        assertThat(points.get(1).values()).containsExactly(1L, "a", 2L);
        assertThat(points.get(1).timestamps()).containsExactly(10, 4, 10);
        assertThat(points.get(1).validUntil()).containsExactly(30, 105, 30);
    }

    @Test
    void anEntityWithoutRowsHasNoChangePointsAndThePolicysValues() {
        EntityEvaluator evaluator = new EntityEvaluator(counting(Plans.window(20L, 10, Update.HOP), 0));
        List<ChangePoint> points = new ArrayList<>();

        evaluator.advanceTo(1_000, points::add);

        assertThat(points).isEmpty();
        assertThat(evaluator.current(1_000).timestamp()).isEqualTo(ChangePoint.NEVER);
        assertThat(evaluator.current(1_000).values()).containsExactly(0L);
        assertThat(evaluator.current(1_000).validUntil()).containsExactly(ChangePoint.NONE);
    }

    @Test
    void refusesRowsThatComeTooLate() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .source(Source.Kind.ATTRIBUTES, 0)
                .windowed(0, Plans.window(20L, 10, Update.EVENT), COUNT, null, Plans.ZERO)
                .latest(1, null, DataType.STRING, Plans.NULL)
                .build();
        EntityEvaluator evaluator = new EntityEvaluator(plan);
        evaluator.advanceTo(10, point -> {});

        assertThatThrownBy(() -> evaluator.add(0, row(9, (Object) null), point -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid order of rows");
        assertThatThrownBy(() -> evaluator.add(1, row(10, "a"), point -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        evaluator.add(0, row(10, (Object) null), point -> {});
    }

    @Test
    void anOverflowNamesTheFeatureOrIsHandedOver() {
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(10L, 10, Update.HOP), SUM, DataType.BIGINT, Plans.NULL)
                .build();
        List<String> told = new ArrayList<>();
        ResultIncidents counting = new ResultIncidents() {
            @Override
            public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
                told.add(feature.feature().name());
                return null;
            }

            @Override
            public void tooManyDistinct(FeaturePlan feature) {
                told.add("distinct");
            }
        };
        EntityEvaluator lenient = new EntityEvaluator(plan, counting);
        List<ChangePoint> points = new ArrayList<>();

        assertThatThrownBy(() -> points(plan, 1_000, row(1, Long.MAX_VALUE), row(2, 1L)))
                .hasMessageContaining("feature f0 does not fit bigint");
        lenient.add(0, row(1, Long.MAX_VALUE), points::add);
        lenient.add(0, row(2, 1L), points::add);
        lenient.add(0, row(13, 5L), points::add);
        lenient.advanceTo(20, points::add);

        assertThat(told).containsExactly("f0");
        assertThat(points.get(0).values()).containsExactly((Object) null);
        assertThat(points.get(1).values()).containsExactly(5L);
    }

    @Test
    void tellsWhereTooManyDistinctValuesGaveNull() {
        Aggregation top = new Aggregation(Aggregation.Kind.TOP_K, 1, List.of());
        ViewPlan plan = one(Source.Kind.EVENTS, 0)
                .windowed(0, Plans.window(10L, 10, Update.HOP), top, DataType.STRING, Plans.NULL, 6, 1)
                .build();
        List<String> told = new ArrayList<>();
        ResultIncidents counting = new ResultIncidents() {
            @Override
            public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
                throw cause;
            }

            @Override
            public void tooManyDistinct(FeaturePlan feature) {
                told.add(feature.feature().name());
            }
        };
        EntityEvaluator evaluator = new EntityEvaluator(plan, counting);

        evaluator.add(0, row(1, "a"), point -> {});
        evaluator.add(0, row(2, "b"), point -> {});
        evaluator.advanceTo(1_000, point -> {});

        assertThat(told).containsExactly("f0");
    }
}
