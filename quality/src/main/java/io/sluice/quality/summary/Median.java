package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expectation that the median of a column lies between bounds: exactly, in the middle of two for an even number. */
public final class Median implements ExpectationType {
    @Override
    public String type() {
        return "expect_column_median_to_be_between";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column", Parameter.Kind.COLUMN));
        parameters.addAll(Bounds.PARAMETERS);
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        return Interpolation.isPossible(column.type())
                ? Bounds.problems(arguments, compared(column.type()), Bounds.Needed.NONE)
                : List.of("column " + column.name() + " has type " + column.type()
                        + ", which is neither a number nor a time");
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        Bounds bounds = Bounds.of(arguments, compared(column.type()));
        String subject = "the median of " + column.name() + " is ";
        return new CompiledExpectation(
                List.of(new Measure.Quantiles(Names.quoted(column.name()), arguments.condition(), List.of(0.5))),
                values -> judge(values, bounds, subject),
                null,
                subject + bounds.phrase());
    }

    private static Judgement judge(List<@Nullable Object> values, Bounds bounds, String subject) {
        Object median = Interpolation.MIDPOINT.values(values.get(0)).stream()
                .findFirst()
                .orElse(null);
        return Judgement.of(bounds.contain(median), median, subject + Phrases.observed(median));
    }

    /** The middle of two days is an instant. */
    private static DataType compared(DataType column) {
        return column.kind() == DataType.Kind.DATE ? DataType.TIMESTAMP : column;
    }
}
