package io.sluice.quality.summary;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The expectation that a column has so many different values, null not being one. */
public final class UniqueValueCount implements ExpectationType {
    @Override
    public String type() {
        return "expect_column_unique_value_count_to_be_between";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column", Parameter.Kind.COLUMN));
        parameters.addAll(Bounds.COUNT_PARAMETERS);
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return Bounds.problems(arguments, DataType.BIGINT, Bounds.Needed.NONE);
    }

    @Override
    public boolean showsValues() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        Bounds bounds = Bounds.of(arguments, DataType.BIGINT);
        String judged = RowCounting.and(arguments.condition(), "NOT (" + Names.quoted(column) + " IS NULL)");
        return new CompiledExpectation(
                List.of(new Measure.Grouping(List.of(column), judged)),
                values -> judge((GroupCounts) Objects.requireNonNull(values.get(0), "groups is null"), bounds, column),
                null,
                "the number of different values of " + column + " is " + bounds.phrase());
    }

    private static Judgement judge(GroupCounts counts, Bounds bounds, String column) {
        long groups = counts.groups();
        return Judgement.of(
                bounds.contain(groups), groups, column + " has " + Phrases.whole(groups) + " different values");
    }
}
