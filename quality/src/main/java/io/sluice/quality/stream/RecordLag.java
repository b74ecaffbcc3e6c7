package io.sluice.quality.stream;

import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.time.Durations;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.Counts;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The expectation that records are fresh when the broker gets them: a producer that sends old events is noticed. Both times are in the
 * record's stamp, so an app that was away and catches up judges as one that was there.
 */
public final class RecordLag implements StreamType {
    private static final double MOSTLY = 0.5;

    @Override
    public String type() {
        return "expect_stream_freshness_to_be_within";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("max_age", Parameter.Kind.TEXT), Parameter.MOSTLY);
    }

    @Override
    public List<String> problems(Arguments arguments) {
        try {
            Durations.parse(arguments.text("max_age"));
            return List.of();
        } catch (IllegalArgumentException wrong) {
            return List.of("max_age: " + wrong.getMessage());
        }
    }

    @Override
    public Optional<Duration> stretch(Arguments arguments) {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> longestLag(Arguments arguments) {
        return Optional.of(Durations.parse(arguments.text("max_age")));
    }

    @Override
    public CompiledExpectation compile(Arguments arguments, GateCounts counts, long good) {
        Duration longest = longestLag(arguments).orElseThrow();
        double mostly = arguments.value("mostly").isPresent() ? arguments.mostly() : MOSTLY;
        return new CompiledExpectation(
                List.of(),
                values -> Judgement.of(counted(counts, good, longest), mostly),
                null,
                "records are at most %s old when the broker gets them".formatted(Durations.print(longest)));
    }

    private static Counts counted(GateCounts counts, long good, Duration longest) {
        Long stale = counts.counted().get(StreamType.lagCounter(longest));
        if (stale == null) {
            throw new NotEvaluatedException("the gate was another one when these records were counted");
        }
        return new Counts(counts.rows() + good, null, stale);
    }
}
