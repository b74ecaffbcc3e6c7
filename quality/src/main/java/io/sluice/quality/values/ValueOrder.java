package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Columns;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import io.sluice.quality.sql.RowOrder;
import java.util.List;
import java.util.Map;

/**
 * Expectations that values go up, or down, from row to row; nulls are passed over. Rows are in the order of their file,
 * in a table in that of their event times. No row form: a row is only wrong beside the one before.
 */
public enum ValueOrder implements ExpectationType {
    INCREASING("expect_column_values_to_be_increasing", "<", "go up"),
    DECREASING("expect_column_values_to_be_decreasing", ">", "go down");

    private final String type;
    private final String wrong;
    private final String phrase;

    ValueOrder(String type, String wrong, String phrase) {
        this.type = type;
        this.wrong = wrong;
        this.phrase = phrase;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN),
                Parameter.optional("strictly", Parameter.Kind.FLAG),
                Parameter.MOSTLY);
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        return Columns.isOrdered(column.type())
                ? List.of()
                : List.of("column " + column.name() + " has type " + column.type() + ", which has no order");
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = Names.quoted(arguments.text("column"));
        String condition = arguments.condition();
        String absent = column + " IS NULL";
        String judged = RowCounting.and(condition, "NOT (" + absent + ")");
        boolean strictly = arguments.flag("strictly");
        String failing = column + " " + wrong + (strictly ? "=" : "") + " lag(" + column + ") OVER (ORDER BY "
                + RowOrder.COLUMN + ")";
        double mostly = arguments.mostly();
        return new CompiledExpectation(
                List.of(
                        Measure.count(condition),
                        Measure.count(RowCounting.and(condition, absent)),
                        new Measure.Together(judged, Map.of(), failing, true)),
                values -> Judgement.of(RowCounting.counts(values), mostly),
                null,
                Phrases.mostly(mostly) + "values of " + arguments.text("column") + " " + phrase
                        + (strictly ? " from row to row" : " or stay from row to row"));
    }
}
