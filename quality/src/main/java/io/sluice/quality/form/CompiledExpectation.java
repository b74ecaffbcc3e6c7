package io.sluice.quality.form;

import io.sluice.quality.measure.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expectation that is ready to be evaluated.
 *
 * @param measures what must be measured
 * @param rows null where single rows cannot be told to fail
 * @param expected what is expected, as a phrase that begins in lower case
 */
public record CompiledExpectation(
        List<Measure> measures, Judge judge, @Nullable RowForm rows, String expected) {
    /** Draws the conclusion. */
    @FunctionalInterface
    public interface Judge {
        /** Judges by the values of the measures, in the order of the measures. */
        Judgement judge(List<@Nullable Object> values);
    }

    public CompiledExpectation {
        measures = List.copyOf(measures);
    }

    /** An expectation that the schema answers. */
    public static CompiledExpectation answered(Judgement judgement, String expected) {
        return new CompiledExpectation(List.of(), values -> judgement, null, expected);
    }
}
