package io.sluice.quality.measure.pass;

import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.empty;
import static io.sluice.quality.testing.Frames.frame;
import static io.sluice.quality.testing.Frames.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.quality.measure.Fold;
import io.sluice.quality.measure.Group;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.Neighbours;
import io.sluice.quality.testing.Jobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MeasurementsTest {
    private static final List<String> X = List.of("x");

    @Test
    void groupsOnceForAllConditions() {
        Dataset<Row> data = frame("x, y", "(1, 'a'), (1, 'b'), (2, 'a'), (NULL, 'a'), (3, 'b'), (3, 'b'), (3, 'a')");
        Measure all = new Measure.Grouping(X, "TRUE");
        Measure some = new Measure.Grouping(X, "x IS NOT NULL AND y = 'a'");
        Measure largest = new Measure.Groups(X, "x IS NOT NULL", Measure.Groups.Order.LARGEST, 2);
        Measure least = new Measure.Groups(X, "y = 'b'", Measure.Groups.Order.LEAST, 9);
        List<Measure> measures = List.of(all, some, largest, least);
        Measurements taken = Measurements.take(data, measures);
        assertThat(taken.value(all)).isEqualTo(new GroupCounts(4, 5, 7, 3));
        assertThat(taken.value(some)).isEqualTo(new GroupCounts(3, 0, 3, 1));
        assertThat(taken.value(largest)).isEqualTo(List.of(new Group(List.of(3L), 3), new Group(List.of(1L), 2)));
        assertThat(taken.value(least)).isEqualTo(List.of(new Group(List.of(1L), 1), new Group(List.of(3L), 2)));
    }

    @Test
    void readsTheRowsOnceForOneGrouping() {
        Dataset<Row> data = values("1, 1, 2");
        Measurements.take(data, List.of(new Measure.Grouping(X, "x > 1"), new Measure.Grouping(X, "x > 0")));
        int one = Jobs.count(() -> Measurements.take(data, List.of(new Measure.Grouping(X, "TRUE"))));
        int three = Jobs.count(() -> Measurements.take(
                data,
                List.of(
                        new Measure.Grouping(X, "TRUE"),
                        new Measure.Grouping(X, "x > 1"),
                        new Measure.Grouping(X, "x > 0"))));
        assertThat(three).isEqualTo(one);
    }

    @Test
    void countsNoGroupsInNoRows() {
        Measure counts = new Measure.Grouping(X, "TRUE");
        Measure list = new Measure.Groups(X, "TRUE", Measure.Groups.Order.LARGEST, 5);
        Measurements taken = Measurements.take(empty("INT"), List.of(counts, list));
        assertThat(taken.value(counts)).isEqualTo(new GroupCounts(0, 0, 0, 0));
        assertThat(taken.value(list)).isEqualTo(List.of());
    }

    @Test
    void findsQuantilesLikeASortedList() {
        Random random = new Random(5);
        for (int rows : new int[] {1, 2, 3, 10, 101}) {
            double[] numbers = random.doubles(rows, -5, 5).toArray();
            List<Double> quantiles = List.of(0.0, 0.1, 0.25, 0.5, 0.9, 1.0);
            Measure measure = new Measure.Quantiles("x", "x IS NULL OR x > -99", quantiles);
            String text = String.join(
                    ", ",
                    DoubleStream.of(numbers).mapToObj(number -> number + "D").toList());
            Dataset<Row> data = values("double('NaN'), NULL, -100D, " + text).repartition(3);
            Arrays.sort(numbers);
            List<Neighbours> expected = new ArrayList<>();
            for (double quantile : quantiles) {
                double place = quantile * (rows - 1);
                int low = (int) Math.floor(place);
                expected.add(new Neighbours(numbers[low], numbers[(int) Math.ceil(place)], place - low, low));
            }
            assertThat(Measurements.take(data, List.of(measure)).value(measure))
                    .as("%s rows", rows)
                    .isEqualTo(expected);
        }
    }

    @Test
    void foldsByFunctionsInOnePassAndSparesThoseThatDoNotThrow() {
        Measure sum = new Measure.Folding(X, "x > 1", new Sum(1));
        Measure twice = new Measure.Folding(X, "TRUE", new Sum(2));
        Measure broken = new Measure.Folding(X, "TRUE", new Sum(0));
        Dataset<Row> data = values("1, 2, 3, 4").repartition(3);
        int[] jobs = new int[2];
        jobs[0] = Jobs.count(() -> Measurements.take(data, List.of(sum)));
        jobs[1] = Jobs.count(() -> {
            Measurements taken = Measurements.take(data, List.of(sum, broken, twice));
            assertThat(taken.value(sum)).isEqualTo(9L);
            assertThat(taken.value(twice)).isEqualTo(20L);
            assertThat(taken.failure(broken))
                    .hasValueSatisfying(thrown -> assertThat(thrown).isInstanceOf(ArithmeticException.class));
        });
        assertThat(jobs[1]).isEqualTo(jobs[0]);
    }

    @Test
    void leavesOutWhatDoesNotFitOrFailsInEveryKindOfPass() {
        SPARK.conf().set("spark.sql.ansi.enabled", true);
        try {
            Dataset<Row> data = frame("x, y", "(1, '7'), (2, 'secret')");
            List<Measure> sound = List.of(
                    Measure.count("x > 1"),
                    new Measure.Grouping(X, "x > 1"),
                    new Measure.Folding(X, "x > 1", new Sum(1)),
                    new Measure.Quantiles("x", "x > 1", List.of(0.5)));
            List<Measure> broken = new ArrayList<>();
            for (String condition : List.of("y > 5", "z > 5")) {
                broken.add(Measure.count(condition));
                broken.add(new Measure.Grouping(X, condition));
                broken.add(new Measure.Folding(X, condition, new Sum(1)));
                broken.add(new Measure.Quantiles("x", condition, List.of(0.5)));
            }
            List<Measure> all = new ArrayList<>(broken);
            all.addAll(2, sound);
            Measurements taken = Measurements.take(data, all);
            assertThat(sound).allMatch(measure -> taken.failure(measure).isEmpty());
            assertThat(taken.value(sound.get(0))).isEqualTo(1L);
            assertThat(broken).allMatch(measure -> taken.failure(measure).isPresent());
        } finally {
            SPARK.conf().unset("spark.sql.ansi.enabled");
        }
    }

    /** Adds whole numbers that it divides by a factor and multiplies again; a factor of 0 throws. */
    private record Sum(int factor) implements Fold<Long> {
        @Override
        public Long start() {
            return 0L;
        }

        @Override
        public Long add(Long sum, List<@Nullable Object> terms) {
            return sum + (Integer) java.util.Objects.requireNonNull(terms.get(0)) * factor / factor;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }

        @Override
        public Long finish(Long sum) {
            return sum * factor;
        }
    }
}
