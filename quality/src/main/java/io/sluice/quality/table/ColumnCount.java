package io.sluice.quality.table;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.sql.Literal;
import java.util.List;

/** Expectations about the number of columns, which the schema answers. */
public enum ColumnCount implements ExpectationType {
    BETWEEN(
            "expect_table_column_count_to_be_between",
            Parameter.optional("min_value", Kind.INTEGER),
            Parameter.optional("max_value", Kind.INTEGER)) {
        @Override
        Bounds bounds(Arguments arguments) {
            return Bounds.of(arguments, DataType.BIGINT);
        }
    },
    EQUAL("expect_table_column_count_to_equal", Parameter.required("value", Kind.INTEGER)) {
        @Override
        Bounds bounds(Arguments arguments) {
            Literal value = Literal.of(arguments.value("value").orElseThrow(), DataType.BIGINT);
            return new Bounds(value, value, false, false);
        }
    };

    private final String type;
    private final List<Parameter> parameters;

    ColumnCount(String type, Parameter... parameters) {
        this.type = type;
        this.parameters = List.of(parameters);
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
    public boolean readsRows() {
        return false;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return Bounds.problems(arguments, DataType.BIGINT, Bounds.Needed.NONE);
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Bounds bounds = bounds(arguments);
        long columns = arguments.columns().list().size();
        String phrase = this == EQUAL ? String.valueOf(arguments.value("value").orElseThrow()) : bounds.phrase();
        return CompiledExpectation.answered(
                Judgement.of(bounds.contain(columns), columns, "the number of columns is " + Phrases.whole(columns)),
                "the number of columns is " + phrase);
    }
}
