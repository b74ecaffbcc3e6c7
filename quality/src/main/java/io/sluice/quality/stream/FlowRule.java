package io.sluice.quality.stream;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.Stretch;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.known.Surroundings;
import java.util.List;

/** An expectation about the flow of a stream, as somebody wrote it. */
public record FlowRule(Expectation expectation, StreamType type, Arguments arguments) {
    /** One that fits the columns. */
    public static FlowRule of(Expectation expectation, StreamType type, List<Column> schema) {
        return new FlowRule(
                expectation,
                type,
                new Arguments(expectation.id(), expectation.kwargs(), new Columns(schema), Surroundings.NONE));
    }

    public String id() {
        return expectation.id();
    }

    /** Whether it judges stretches of this one's length. */
    public boolean isAbout(Stretch stretch) {
        return type.stretch(arguments).filter(stretch::isAsLongAs).isPresent();
    }

    /** Ready to be judged by counts, and so many good records more. */
    public CompiledExpectation compile(GateCounts counts, long good) {
        return type.compile(arguments, counts, good);
    }
}
