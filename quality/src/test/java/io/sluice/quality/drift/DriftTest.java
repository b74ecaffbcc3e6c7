package io.sluice.quality.drift;

import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.pass.Measurements;
import io.sluice.quality.pinned.Histogram;
import io.sluice.quality.pinned.Profile;
import io.sluice.quality.pinned.ProfileJson;
import io.sluice.quality.pinned.Profiling;
import io.sluice.quality.testing.Audits;
import io.sluice.quality.testing.Frames;
import io.sluice.quality.testing.TestingSurroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Expected numbers of categories were computed with numpy and scipy; those of normal samples are known of the distributions. */
final class DriftTest {
    private static final Profile LABELS =
            new Profile(List.of(), List.of("a", "b", "c"), List.of(50L, 30L, 20L), 0, 0, null);
    private static final List<Double> EDGES =
            IntStream.range(-30, 31).mapToObj(i -> i / 10.0).toList();
    private static final Column X = new Column("x", DataType.DOUBLE);

    @Test
    void computesWhatScipyComputes() {
        Profile current = new Profile(List.of(), List.of("a", "b", "c"), List.of(15L, 15L, 20L), 0, 0, null);
        assertThat(Drift.PSI.statistic(LABELS, current)).isCloseTo(0.23184700593939184, within(1e-12));
        assertThat(Drift.CHI_SQUARE.statistic(LABELS, current)).isCloseTo(0.23204774044612853, within(1e-12));
        assertThat(Drift.JENSEN_SHANNON.statistic(LABELS, current)).isCloseTo(0.20673086033214078, within(1e-12));
        assertThat(Drift.PSI.noise(LABELS, current, 0.999)).isCloseTo(0.41446531673892817, within(1e-9));
        assertThat(Drift.CHI_SQUARE.noise(LABELS, current, 0.999)).isCloseTo(0.30348542587702926, within(1e-9));
        assertThat(Drift.JENSEN_SHANNON.noise(LABELS, current, 0.999)).isCloseTo(0.27339235932074923, within(1e-9));
    }

    @Test
    void findsAShiftInLargeDataAndKnowsItsSize() {
        Profile reference = Profiling.of(frame(normal(1, 20_000, 0)), X);
        TestingSurroundings pinned = new TestingSurroundings().profile("2010-12-01", reference);
        List<RuleOutcome> still = judge(pinned, normal(2, 20_000, 0));
        List<RuleOutcome> moved = judge(pinned, normal(3, 20_000, 0.3));
        double[] sizes = {0.09, 0.119, 0.145, 0.124, 0.3};
        for (int i = 0; i < sizes.length; i++) {
            RuleOutcome outcome = moved.get(i);
            assertThat(still.get(i).status()).as(still.get(i).observed()).isEqualTo(Status.PASSED);
            assertThat(outcome.status()).as(outcome.observed()).isEqualTo(Status.FAILED);
            assertThat((Double) outcome.observedValue()).as(outcome.type()).isCloseTo(sizes[i], within(0.02));
            assertThat(outcome.details()).containsKeys("observed_partition", "expected_partition", "sampling_noise");
        }
    }

    @Test
    void doesNotTakeChanceInSmallDataForDrift() {
        Profile reference = counted(EDGES, normal(1, 300, 0));
        for (Drift drift : Drift.values()) {
            double noise = drift.noise(reference, counted(EDGES, normal(2, 60, 0)), 0.999);
            double greatest = 0;
            for (int seed = 10; seed < 210; seed++) {
                double statistic = drift.statistic(reference, counted(EDGES, normal(seed, 60, 0)));
                assertThat(statistic).as("%s with seed %s", drift, seed).isLessThan(noise * 1.2);
                greatest = Math.max(greatest, statistic);
            }
            assertThat(greatest)
                    .as("%s: the threshold alone would have failed", drift)
                    .isGreaterThan(0.1);
            assertThat(noise).as("%s: the noise is no more than that", drift).isLessThan(greatest * 2.5);
            assertThat(drift.statistic(reference, counted(EDGES, normal(20, 60, 3))))
                    .as("%s: a shift by three deviations shows even in 60 rows", drift)
                    .isGreaterThan(noise);
        }
    }

    @Test
    void comparesAtTheThresholdInclusively() {
        Map<String, Object> profile = Audits.kwargs("categories", List.of("a", "b"), "counts", List.of(5_000, 5_000));
        Dataset<Row> data = SPARK.sql("SELECT IF(id < 700, 'a', 'b') AS x FROM range(1000)");
        String type = Drift.CHI_SQUARE.type();
        RuleOutcome first = Audits.judge(data, type, "column", "x", "profile", profile);
        double exact = (Double) java.util.Objects.requireNonNull(first.observedValue());
        assertThat(Audits.judge(data, type, "column", "x", "profile", profile, "threshold", exact)
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(Audits.judge(data, type, "column", "x", "profile", profile, "threshold", Math.nextDown(exact))
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void countsNewCategoriesMissingValuesAndWhatIsBeyondTheEdges() {
        Dataset<Row> data = Frames.frame("x", "('a'), ('a'), ('new'), (NULL)");
        assertThat(recounted(LABELS, data, DataType.STRING))
                .isEqualTo(new Profile(List.of(), LABELS.categories(), List.of(2L, 0L, 0L), 1, 1, null));
        Profile numbers =
                new Profile(List.of(1.0, 2.0), List.of(), List.of(1L, 1L, 1L), 0, 0, new Profile.Spread(0, 3, 1));
        Dataset<Row> odd = values("0D, 1D, 1.5D, 2D, 99D, NULL, double('NaN'), double('-Infinity')");
        Profile found = recounted(numbers, odd, DataType.DOUBLE);
        assertThat(found.counts()).containsExactly(2L, 2L, 2L);
        assertThat(found.missing()).isEqualTo(2);
        assertThat(java.util.Objects.requireNonNull(found.spread()).max()).isEqualTo(99);
    }

    @Test
    void profilesSurviveBeingWritten() {
        for (Profile profile : List.of(
                LABELS,
                Profiling.of(frame(normal(1, 200, 0)), X),
                Profiling.of(values("true, false, NULL, true"), new Column("x", DataType.BOOLEAN)),
                Profiling.of(values("0, 0, 0, 0, 7"), new Column("x", DataType.INT)),
                Profiling.of(empty("INT"), new Column("x", DataType.INT)))) {
            assertThat(ProfileJson.read(ProfileJson.write(profile))).isEqualTo(profile);
        }
    }

    @Test
    void isUnknownWithoutAReferenceAndFailsWithoutValues() {
        TestingSurroundings known = new TestingSurroundings().profile("r", LABELS);
        String type = Drift.PSI.type();
        RuleOutcome unknown = known.judge(values("'a'"), type, "column", "x", "reference", "other");
        assertThat(unknown.status()).isEqualTo(Status.UNKNOWN);
        assertThat(unknown.observed()).contains("there is no reference other to compare with");
        assertThat(known.judge(empty("STRING"), type, "column", "x", "reference", "r")
                        .status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThat(problems(Drift.WASSERSTEIN, DataType.STRING, "reference", "r"))
                .contains("which is not a number");
        assertThat(problems(Drift.PSI, DataType.TIMESTAMP, "reference", "r")).contains("a text or true and false");
        assertThat(problems(Drift.PSI, DataType.INT)).contains("either reference");
        assertThat(problems(Drift.PSI, DataType.INT, "reference", "r", "threshold", -1))
                .contains("at least 0");
        assertThat(problems(
                        Drift.PSI, DataType.INT, "profile", Map.of("edges", List.of(2, 1), "counts", List.of(1, 1, 1))))
                .contains("do not ascend");
        assertThat(problems(
                        Drift.PSI, DataType.STRING, "profile", Map.of("edges", List.of(1), "counts", List.of(1, 1))))
                .contains("does not fit");
    }

    private static String problems(Drift drift, DataType type, Object... pairs) {
        List<Object> all = new ArrayList<>(List.of("column", "x"));
        all.addAll(List.of(pairs));
        Expectation expectation = Audits.expectation(drift.type(), all.toArray());
        return String.join("; ", ExpectationCatalogue.check(expectation, List.of(new Column("x", type))));
    }

    private static Profile recounted(Profile shape, Dataset<Row> data, DataType type) {
        Column column = new Column("x", type);
        List<Measure> measures = Profiling.measures(shape, column, "TRUE");
        Measurements taken = Measurements.take(data, measures);
        List<Object> values = new ArrayList<>();
        measures.forEach(measure -> values.add(taken.value(measure)));
        return Profiling.counted(shape, values);
    }

    private static List<RuleOutcome> judge(TestingSurroundings pinned, List<Double> numbers) {
        List<Expectation> expectations = new ArrayList<>();
        for (Drift drift : Drift.values()) {
            expectations.add(Audits.named(
                    drift.name(),
                    Expectation.Severity.ERROR,
                    Expectation.RowAction.KEEP,
                    drift.type(),
                    "column",
                    "x",
                    "reference",
                    "2010-12-01",
                    "threshold",
                    0.05));
        }
        List<RuleOutcome> rules =
                Audit.run(frame(numbers), expectations, Audits.facts(), pinned).rules();
        return rules.subList(rules.size() - expectations.size(), rules.size());
    }

    /** Counts without Spark. */
    private static Profile counted(List<Double> edges, List<Double> numbers) {
        Histogram histogram = new Histogram(edges, Histogram.LastEdge.ABOVE);
        long[] counts = histogram.start();
        double sum = 0;
        double squares = 0;
        for (double number : numbers) {
            counts = histogram.add(counts, List.of(number));
            sum += number;
            squares += number * number;
        }
        double variance = (squares - sum * sum / numbers.size()) / (numbers.size() - 1);
        List<Long> bins = histogram.finish(counts).subList(0, edges.size() + 1);
        Profile.Spread spread = new Profile.Spread(
                numbers.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                Math.sqrt(variance));
        return new Profile(edges, List.of(), bins, 0, 0, spread);
    }

    private static List<Double> normal(long seed, int rows, double mean) {
        Random random = new Random(seed);
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            numbers.add(random.nextGaussian() + mean);
        }
        return numbers;
    }

    private static Dataset<Row> frame(List<Double> numbers) {
        return SPARK.createDataset(numbers, Encoders.DOUBLE()).toDF("x");
    }
}
