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

/** Expectations about the number of rows, and about that of columns, which the schema answers. */
public enum TableCount implements ExpectationType {
    ROWS_BETWEEN("expect_table_row_count_to_be_between", "rows", Bounds.COUNT_PARAMETERS),
    ROWS("expect_table_row_count_to_equal", "rows", List.of(Parameter.required("value", Parameter.Kind.INTEGER))),
    COLUMNS_BETWEEN("expect_table_column_count_to_be_between", "columns", Bounds.COUNT_PARAMETERS.subList(0, 2)),
    COLUMNS(
            "expect_table_column_count_to_equal",
            "columns",
            List.of(Parameter.required("value", Parameter.Kind.INTEGER)));

    private final String type;
    private final String noun;
    private final List<Parameter> parameters;

    TableCount(String type, String noun, List<Parameter> parameters) {
        this.type = type;
        this.noun = noun;
        this.parameters = parameters;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean readsRows() {
        return noun.equals("rows");
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return Bounds.problems(arguments, DataType.BIGINT, Bounds.Needed.NONE);
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Bounds bounds = bounds(arguments);
        String expected = arguments.value("value").map(String::valueOf).orElseGet(bounds::phrase);
        String phrase = "the number of " + noun + " is " + expected;
        return readsRows()
                ? new CompiledExpectation(
                        List.of(Measure.count(arguments.condition())),
                        values -> judge(RowCounting.count(values, 0), bounds),
                        null,
                        phrase)
                : CompiledExpectation.answered(judge(arguments.columns().list().size(), bounds), phrase);
    }

    private static Bounds bounds(Arguments arguments) {
        return arguments
                .value("value")
                .map(value -> Literal.of(value, DataType.BIGINT))
                .map(exactly -> new Bounds(exactly, exactly, false, false))
                .orElseGet(() -> Bounds.of(arguments, DataType.BIGINT));
    }

    private Judgement judge(long count, Bounds bounds) {
        return Judgement.of(bounds.contain(count), count, "the number of " + noun + " is " + Phrases.whole(count));
    }
}
