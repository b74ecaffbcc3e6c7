package io.sluice.quality.stream;

import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import java.time.Duration;
import java.util.Optional;

/**
 * A type of expectation about the flow of a stream. Where rows are audited together, in files or as a certified day, there is no flow:
 * there it is left out, and says so.
 */
public sealed interface StreamType extends ExpectationType permits StretchVolume, RecordLag {
    /** Why it is left out where nothing flows. */
    String NO_STREAM = "it is about the flow of a stream, and judged at checkpoints";

    /** The length of the stretches of event time whose rows are counted for it; empty when it is about none. */
    Optional<Duration> stretch(Arguments arguments);

    /** How long a record may take, when those that take longer are counted for it; empty when they are not. */
    Optional<Duration> longestLag(Arguments arguments);

    /**
     * Makes it ready to be judged by counts.
     *
     * @param good how many records more to judge by, which are as they should be
     */
    CompiledExpectation compile(Arguments arguments, GateCounts counts, long good);

    /** The name of a counter of records that take longer than this. */
    static String lagCounter(Duration longest) {
        return "lag > " + longest.toMillis();
    }

    @Override
    default boolean readsRows() {
        return false;
    }

    @Override
    default CompiledExpectation compile(Arguments arguments) {
        return CompiledExpectation.answered(Judgement.leftOut(NO_STREAM), "the stream flows as it should");
    }
}
