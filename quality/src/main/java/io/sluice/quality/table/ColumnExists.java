package io.sluice.quality.table;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import java.util.List;
import java.util.Optional;

/** The expectation that a column exists, if wanted at a place counted from 0. */
public final class ColumnExists implements ExpectationType {
    @Override
    public String type() {
        return "expect_column_to_exist";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.TEXT),
                Parameter.optional("column_index", Parameter.Kind.INTEGER));
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        int place = arguments.columns().names().indexOf(column);
        Optional<Integer> wanted = arguments.value("column_index").map(index -> ((Number) index).intValue());
        boolean there = place >= 0 && wanted.map(index -> index == place).orElse(true);
        String observed = place < 0 ? "there is no column " + column : "column " + column + " is at index " + place;
        return CompiledExpectation.answered(
                Judgement.of(there, null, observed),
                "column " + column + " exists"
                        + wanted.map(index -> " at index " + index).orElse(""));
    }
}
