package io.sluice.quality.delivery;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import java.util.List;

/**
 * The expectation that the delivery had so many rows, whatever became of them (staged, quarantined, duplicates): the
 * number that a supplier's manifest announces.
 */
public final class ReceivedRows implements ExpectationType {
    @Override
    public String type() {
        return "expect_table_received_row_count_to_equal";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("value", Parameter.Kind.INTEGER));
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        long wanted = ((Number) arguments.value("value").orElseThrow()).longValue();
        long rows = arguments
                .surroundings()
                .receivedRows()
                .orElseThrow(() -> new NotEvaluatedException("nobody counted the rows as they were received"));
        return CompiledExpectation.answered(
                Judgement.of(rows == wanted, rows, Phrases.whole(rows) + " rows were received"),
                "the number of received rows is " + Phrases.whole(wanted));
    }
}
