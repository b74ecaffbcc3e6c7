package io.sluice.quality.table;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Literal;
import java.util.List;

/** Expectations about the number of rows. */
public enum RowCount implements ExpectationType {
    BETWEEN("expect_table_row_count_to_be_between", Bounds.COUNT_PARAMETERS) {
        @Override
        Bounds bounds(Arguments arguments) {
            return Bounds.of(arguments, DataType.BIGINT);
        }
    },
    EQUAL("expect_table_row_count_to_equal", List.of(Parameter.required("value", Parameter.Kind.INTEGER))) {
        @Override
        Bounds bounds(Arguments arguments) {
            Literal value = Literal.of(arguments.value("value").orElseThrow(), DataType.BIGINT);
            return new Bounds(value, value, false, false);
        }
    };

    private final String type;
    private final List<Parameter> parameters;

    RowCount(String type, List<Parameter> parameters) {
        this.type = type;
        this.parameters = parameters;
    }

    abstract Bounds bounds(Arguments arguments);

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return Bounds.problems(arguments, DataType.BIGINT, Bounds.Needed.NONE);
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Bounds bounds = bounds(arguments);
        String phrase = this == EQUAL ? String.valueOf(arguments.value("value").orElseThrow()) : bounds.phrase();
        return new CompiledExpectation(
                List.of(Measure.count(arguments.condition())),
                values -> judge(RowCounting.count(values, 0), bounds),
                null,
                "the number of rows is " + phrase);
    }

    private static Judgement judge(long rows, Bounds bounds) {
        return Judgement.of(bounds.contain(rows), rows, "the number of rows is " + Phrases.whole(rows));
    }
}
