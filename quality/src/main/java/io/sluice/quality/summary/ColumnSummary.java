package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.Columns;
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

/** Expectations that one aggregate of a column lies between bounds. Nothing to sum up means failed. */
public enum ColumnSummary implements ExpectationType {
    MIN("expect_column_min_to_be_between", "least value", "min(%s)"),
    MAX("expect_column_max_to_be_between", "greatest value", "max(%s)"),
    MEAN("expect_column_mean_to_be_between", "mean", "avg(%s)"),
    SUM("expect_column_sum_to_be_between", "sum", "sum(%s)"),
    /** Of a sample, so that one value has none. */
    STDEV("expect_column_stdev_to_be_between", "standard deviation", "stddev_samp(%s)");

    private final String type;
    private final String noun;
    private final String aggregate;

    ColumnSummary(String type, String noun, String aggregate) {
        this.type = type;
        this.noun = noun;
        this.aggregate = aggregate;
    }

    @Override
    public String type() {
        return type;
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
        boolean right = isExtreme() ? Columns.isOrdered(column.type()) : Columns.isNumeric(column.type());
        return right
                ? Bounds.problems(arguments, compared(column.type()), Bounds.Needed.NONE)
                : List.of("column " + column.name() + " has type " + column.type()
                        + (isExtreme() ? ", which has no order" : ", which is not a number"));
    }

    @Override
    public boolean showsValues() {
        return isExtreme();
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        Bounds bounds = Bounds.of(arguments, compared(column.type()));
        Measure measure = Measure.aggregate(String.format(aggregate, term(column)), arguments.condition());
        String subject = noun + " of " + column.name() + " is ";
        return new CompiledExpectation(
                List.of(measure),
                values -> judge(values.get(0), bounds, subject),
                null,
                "the " + subject + bounds.phrase());
    }

    private static Judgement judge(@Nullable Object value, Bounds bounds, String subject) {
        boolean none = value instanceof Double number && number.isNaN();
        return Judgement.of(bounds.contain(value), none ? null : value, "the " + subject + Phrases.observed(value));
    }

    /** Whole numbers are added as decimals, which do not wrap. */
    private String term(Column column) {
        String quoted = Names.quoted(column.name());
        boolean widened = this == SUM && column.type().kind() == DataType.Kind.BIGINT;
        return widened ? "CAST(" + quoted + " AS DECIMAL(20,0))" : quoted;
    }

    private DataType compared(DataType column) {
        return this == MEAN || this == STDEV ? DataType.DOUBLE : column;
    }

    private boolean isExtreme() {
        return this == MIN || this == MAX;
    }
}
