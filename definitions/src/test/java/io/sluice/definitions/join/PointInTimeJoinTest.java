package io.sluice.definitions.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.RandomPlans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.Streams;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.join.CertifiedRange.Beyond;
import io.sluice.definitions.join.JoinedRow.Coverage;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.online.SlotVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sentences of contract §5, one by one, and the join against the values themselves. */
final class PointInTimeJoinTest {
    private static final List<Column> KEYS =
            List.of(new Column("a", DataType.STRING), new Column("b", DataType.STRING));
    private static final EntityKey ADA = key("ada", "1");
    private static final EntityKey BOB = key("bob", "1");
    private static final ViewPlan LATEST = new Plans()
            .source(Source.Kind.ATTRIBUTES, 0)
            .latest(0, null, DataType.STRING, Plans.fill("-"))
            .build();

    private static EntityKey key(String... values) {
        return EntityKey.of(KEYS, List.of(values));
    }

    private static PointInTimeJoin join(ViewPlan plan) {
        return new PointInTimeJoin(plan, new CertifiedRange(0, 100), Beyond.ERROR);
    }

    private static ReleasedPoint point(EntityKey key, long timestamp, String value) {
        return ReleasedPoint.of(
                key,
                new ChangePoint(
                        timestamp, new Object[] {value}, new long[] {timestamp}, new long[] {ChangePoint.NONE}));
    }

    private static List<String> texts(List<JoinedRow> rows) {
        return rows.stream()
                .map(row -> row.rowId() + " " + Arrays.toString(row.values()))
                .toList();
    }

    @Test
    void takesTheLastChangePointAtOrBeforeTheInstantAndNothingLater() {
        List<ReleasedPoint> release = List.of(point(ADA, 10, "x"), point(ADA, 20, "y"), point(BOB, 15, "z"));

        assertThat(texts(join(LATEST)
                        .asDefined(
                                List.of(
                                        new Label("r1", ADA, 19),
                                        new Label("r2", ADA, 20),
                                        new Label("r3", ADA, 9),
                                        new Label("r4", BOB, 100)),
                                release)))
                .containsExactly("r1 [x]", "r2 [y]", "r3 [-]", "r4 [z]");
    }

    @Test
    void aNullKeyAndAnUnknownOneMatchNothing() {
        assertThat(texts(join(LATEST)
                        .asDefined(
                                List.of(new Label("r1", null, 50), new Label("r2", key("eve", "1"), 50)),
                                List.of(point(ADA, 10, "x")))))
                .containsExactly("r1 [-]", "r2 [-]");
    }

    @Test
    void keysAreComparedAsTypedTuples() {
        assertThat(texts(join(LATEST)
                        .asDefined(
                                List.of(new Label("r1", key("1", "23"), 50), new Label("r2", key("12", "3"), 50)),
                                List.of(point(key("12", "3"), 10, "x")))))
                .containsExactly("r1 [-]", "r2 [x]");
        assertThat(EntityKey.of(List.of(new Column("a", DataType.INT)), List.of(1)))
                .isNotEqualTo(EntityKey.of(List.of(new Column("a", DataType.BIGINT)), List.of(1L)));
    }

    @Test
    void rowsOutAreRowsInWhateverTheTiesAndDuplicates() {
        List<Label> labels = List.of(new Label("r2", ADA, 50), new Label("r1", ADA, 50), new Label("r3", ADA, 50));
        List<ReleasedPoint> release = List.of(point(ADA, 50, "x"), point(ADA, 50, "x"), point(ADA, 10, "w"));

        assertThat(texts(join(LATEST).asDefined(labels, release))).containsExactly("r2 [x]", "r1 [x]", "r3 [x]");
        assertThatThrownBy(() ->
                        join(LATEST).asDefined(List.of(new Label("r1", ADA, 1), new Label("r1", ADA, 2)), release))
                .hasMessageContaining("row id r1 comes twice");
    }

    @Test
    void anInstantOutsideTheCertifiedRangeIsAnErrorOrFlagged() {
        List<Label> labels = List.of(
                new Label("early", ADA, 4),
                new Label("first", ADA, 5),
                new Label("last", ADA, 9),
                new Label("late", ADA, 10));
        CertifiedRange certified = new CertifiedRange(5, 9);

        assertThat(new PointInTimeJoin(LATEST, certified, Beyond.FLAG)
                        .asDefined(labels, List.of()).stream().map(JoinedRow::coverage))
                .containsExactly(
                        Coverage.BEFORE_CERTIFIED, Coverage.CERTIFIED, Coverage.CERTIFIED, Coverage.AFTER_CERTIFIED);
        for (String outside : List.of("early", "late")) {
            assertThatThrownBy(() -> new PointInTimeJoin(LATEST, certified, Beyond.ERROR)
                            .asDefined(
                                    labels.stream()
                                            .filter(label -> label.rowId().equals(outside))
                                            .toList(),
                                    List.of()))
                    .hasMessageContaining("Invalid label " + outside)
                    .hasMessageContaining("1970-01-01T00:00:00.005Z..1970-01-01T00:00:00.009Z");
        }
    }

    @Test
    void asServedIsWhatTheStoreHadTakenInTheGenerationLiveThen() {
        List<PointerSwap> swaps = List.of(new PointerSwap("g1", 10), new PointerSwap("g2", 30));
        List<ServedWrite> served = List.of(
                served("g1", 2, 20, "corrected"),
                served("g1", 1, 12, "first"),
                // An older version that came later was refused by the store; if it is there, it does not win.
                served("g1", 1, 25, "first"),
                served("g2", 3, 5, "rebuilt"),
                served("g2", 4, 31, "newest"));
        List<Label> labels = List.of(
                new Label("r1", ADA, 9),
                new Label("r2", ADA, 12),
                new Label("r3", ADA, 26),
                new Label("r4", ADA, 30),
                new Label("r5", ADA, 31));

        assertThat(texts(join(LATEST).asServed(labels, served, swaps)))
                .containsExactly("r1 [-]", "r2 [first]", "r3 [corrected]", "r4 [rebuilt]", "r5 [newest]");
    }

    private static ServedWrite served(String generation, long release, long appliedAt, String value) {
        SlotRow row = new SlotRow(new Object[] {value}, new long[] {1}, new long[] {ChangePoint.NONE});
        return new ServedWrite(ADA, 0, generation, SlotVersion.ofRelease(release, 0), appliedAt, row);
    }

    @Test
    void givesTheValuesAtEveryInstantWhateverTheOrder() {
        for (long seed = 1; seed <= 20; seed++) {
            Streams streams = new Streams(seed);
            ViewPlan plan = RandomPlans.all(streams);
            List<List<SourceRow>> rows = streams.rows(plan, 12, -40, 120);
            List<ReleasedPoint> release = new ArrayList<>();
            NaiveEvaluator.changePoints(plan, rows, 200).forEach(point -> release.add(ReleasedPoint.of(ADA, point)));
            release.add(new ReleasedPoint(ADA, 0, NaiveEvaluator.carriedInto(plan, rows, 0)));
            List<Label> labels = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                labels.add(new Label("r" + i, ADA, streams.below(240) - 60));
            }

            PointInTimeJoin join = new PointInTimeJoin(plan, new CertifiedRange(-100, 200), Beyond.ERROR);
            List<JoinedRow> joined = join.asDefined(labels, release);

            for (int i = 0; i < labels.size(); i++) {
                ChangePoint truth =
                        NaiveEvaluator.valuesAt(plan, rows, labels.get(i).instant());
                assertThat(values(joined.get(i).values()))
                        .as("seed %d, label %d", seed, i)
                        .isEqualTo(values(truth.values()));
                assertThat(joined.get(i).timestamps())
                        .as("seed %d, label %d", seed, i)
                        .isEqualTo(truth.timestamps());
            }
            assertThat(texts(join.asDefined(labels, streams.shuffled(release))))
                    .as("seed %d", seed)
                    .isEqualTo(texts(joined));
            assertThat(texts(join.asDefined(streams.shuffled(labels), release)))
                    .as("seed %d, labels shuffled", seed)
                    .containsExactlyInAnyOrderElementsOf(texts(joined));
        }
    }

    private static List<String> values(@Nullable Object[] values) {
        return Arrays.stream(values).map(Streams::text).toList();
    }
}
