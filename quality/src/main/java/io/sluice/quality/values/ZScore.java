package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.form.RowForm;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The expectation that values lie less than so many standard deviations (of the sample) from the mean. Where the values
 * do not vary there is no score, and none is unexpected.
 */
public final class ZScore implements ExpectationType {
    private static final String MEAN = "sluice_mean";
    private static final String DEVIATION = "sluice_deviation";

    @Override
    public String type() {
        return "expect_column_value_z_scores_to_be_less_than";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN),
                Parameter.required("threshold", Parameter.Kind.NUMBER),
                Parameter.optional("double_sided", Parameter.Kind.FLAG),
                Parameter.MOSTLY);
    }

    @Override
    public boolean isAboutRows() {
        return true;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        return Columns.isNumeric(column.type())
                ? List.of()
                : List.of("column " + column.name() + " has type " + column.type() + ", which is not a number");
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = Names.quoted(arguments.text("column"));
        String condition = arguments.condition();
        String absent = column + " IS NULL";
        String judged = RowCounting.and(condition, "NOT (" + absent + ")");
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put(MEAN, "avg(" + column + ")");
        totals.put(DEVIATION, "stddev_samp(" + column + ")");
        double mostly = arguments.mostly();
        String ofJudged = "(CASE WHEN " + judged + " THEN " + column + " END) OVER ()";
        String failing = failing(arguments, column, "avg" + ofJudged, "stddev_samp" + ofJudged);
        return new CompiledExpectation(
                List.of(
                        Measure.count(condition),
                        Measure.count(RowCounting.and(condition, absent)),
                        new Measure.Together(judged, totals, failing(arguments, column, MEAN, DEVIATION), false)),
                values -> Judgement.of(RowCounting.counts(values), mostly),
                new RowForm(judged + " AND " + failing, RowForm.Scope.ALL_ROWS),
                Phrases.mostly(mostly) + "values of " + arguments.text("column") + " lie less than "
                        + arguments.value("threshold").orElseThrow() + " standard deviations from the mean");
    }

    private static String failing(Arguments arguments, String column, String mean, String deviation) {
        boolean bothSides =
                arguments.value("double_sided").map(Boolean.class::cast).orElse(true);
        String threshold = Literal.of(arguments.value("threshold").orElseThrow(), DataType.DOUBLE)
                .sql();
        String score = "(" + column + " - " + mean + ") / nullif(" + deviation + ", 0D)";
        return bothSides ? "abs(" + score + ") >= abs(" + threshold + ")" : score + " >= " + threshold;
    }
}
