package io.sluice.definitions.reading.expectation;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.gate.Expectation;
import java.util.List;

/** Knows the types of expectations: which parameters they have and what fits together. Pure; needs no data. */
@FunctionalInterface
public interface ExpectationCheck {
    /** What is wrong with an expectation on rows of these columns, a sentence each; empty when it may be used. */
    List<String> problems(Expectation expectation, List<Column> columns);

    /** Knows nothing and finds nothing, for readers of what was checked before. */
    static ExpectationCheck none() {
        return (expectation, columns) -> List.of();
    }
}
