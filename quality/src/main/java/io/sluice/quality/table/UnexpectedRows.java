package io.sluice.quality.table;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.BatchQuery;
import java.util.List;

/** The expectation that a query over the rows returns nothing; the observed value is the number of rows it returns. */
public final class UnexpectedRows implements ExpectationType {
    public static final String TYPE = "unexpected_rows_expectation";

    /** The argument that holds the query. */
    public static final String QUERY = "unexpected_rows_query";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required(QUERY, Parameter.Kind.TEXT));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return BatchQuery.problems(arguments.text(QUERY), arguments.columns().list()).stream()
                .map(problem -> QUERY + " " + problem)
                .toList();
    }

    @Override
    public boolean showsValues() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        return new CompiledExpectation(
                List.of(new Measure.Query(arguments.text(QUERY), arguments.condition())),
                values -> judge(RowCounting.count(values, 0)),
                null,
                "the query returns no row");
    }

    private static Judgement judge(long rows) {
        return Judgement.of(
                rows == 0, rows, "the query returns " + Phrases.whole(rows) + (rows == 1 ? " row" : " rows"));
    }
}
