package io.sluice.quality.stream;

import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.Stretch;
import io.sluice.definitions.time.Durations;
import io.sluice.quality.anomaly.MetricChange;
import io.sluice.quality.anomaly.MetricScore;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.history.Point;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.table.TableCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Expectations about the rows of each stretch of event time, of {@code every}, in each partition of the log. What is said of the number
 * is said by the expectations that say it of a batch partition, whose history is here the stretches before.
 */
public enum StretchVolume implements StreamType {
    ROWS("expect_stream_row_count_to_be_between", TableCount.ROWS_BETWEEN),
    CHANGE("expect_stream_row_count_change_to_be_between", new MetricChange()),
    SCORE("expect_stream_row_count_robust_z_score_to_be_less_than", new MetricScore());

    private static final String EVERY = "every";
    private static final String HOUR = "1 hour";
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final String type;
    private final ExpectationType ofPartitions;

    StretchVolume(String type, ExpectationType ofPartitions) {
        this.type = type;
        this.ofPartitions = ofPartitions;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.optional(EVERY, Parameter.Kind.TEXT));
        ofPartitions.parameters().stream()
                .filter(each -> !List.of("column", "metric").contains(each.name()))
                .forEach(parameters::add);
        return List.copyOf(parameters);
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>(ofPartitions.problems(arguments));
        try {
            Duration every = every(arguments);
            if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
                problems.add("every must be between 1 minute and 1 day, not " + arguments.text(EVERY));
            }
        } catch (IllegalArgumentException wrong) {
            problems.add("every: " + wrong.getMessage());
        }
        if (number(arguments, "last") > Stretch.KEPT || number(arguments, "min_history") > Stretch.KEPT) {
            problems.add("last and min_history must be at most " + Stretch.KEPT);
        }
        return problems;
    }

    private static long number(Arguments arguments, String name) {
        return arguments
                .value(name)
                .map(Number.class::cast)
                .map(Number::longValue)
                .orElse(0L);
    }

    private static Duration every(Arguments arguments) {
        return Durations.parse(arguments.value(EVERY).map(String.class::cast).orElse(HOUR));
    }

    @Override
    public Optional<Duration> stretch(Arguments arguments) {
        return Optional.of(every(arguments));
    }

    @Override
    public Optional<Duration> longestLag(Arguments arguments) {
        return Optional.empty();
    }

    /** Of several stretches the first that fails is told; where none is over there is nothing to say. */
    @Override
    public CompiledExpectation compile(Arguments arguments, GateCounts counts, long good) {
        Duration every = every(arguments);
        List<Stretch> over = Stretch.in(counts).stream()
                .filter(stretch -> stretch.isAsLongAs(every))
                .toList();
        String length = Durations.print(every);
        return new CompiledExpectation(
                List.of(),
                values -> judge(arguments, over, length),
                null,
                "in each stretch of " + length + " of event time, in each partition of the log, "
                        + ofPartitions.compile(arguments).expected());
    }

    private Judgement judge(Arguments arguments, List<Stretch> over, String length) {
        Judgement judgement = Judgement.leftOut("no stretch of " + length + " that ended here failed");
        for (Stretch stretch : over) {
            judgement = judge(arguments, stretch, length);
            if (!judgement.success()) {
                return judgement;
            }
        }
        return judgement;
    }

    private Judgement judge(Arguments arguments, Stretch stretch, String length) {
        Arguments known = new Arguments(
                arguments.rule(), arguments.values(), arguments.columns(), new StretchesBefore(stretch.before()));
        Judgement said = ofPartitions.compile(known).judge().judge(List.of(stretch.rows()));
        String where = "in %s from %s on ".formatted(length, Instant.ofEpochMilli(stretch.start()));
        return new Judgement(said.success(), null, said.observedValue(), said.details(), where + said.observed());
    }

    /** Number of rows of the stretches before one, as the history of a batch partition is known. */
    private record StretchesBefore(List<Long> rows) implements Surroundings {
        @Override
        public History history() {
            List<Point> points = rows.stream().map(each -> new Point("", each)).toList();
            return History.of(Map.of(new MetricName("gate", "rows", null), points));
        }

        @Override
        public String earlier() {
            return "stretches before";
        }
    }
}
