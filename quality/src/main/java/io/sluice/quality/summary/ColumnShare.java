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
import org.jspecify.annotations.Nullable;

/** Expectations that a share of a column's values, 0 to 1, lies between bounds. No values at all are a share of 0. */
public enum ColumnShare implements ExpectationType {
    /** Different values among the values that are not null; not the share of values that occur once. */
    UNIQUE("expect_column_proportion_of_unique_values_to_be_between", "share of different values") {
        @Override
        List<Measure> measures(String column, String condition) {
            String judged = RowCounting.and(condition, "NOT (" + Names.quoted(column) + " IS NULL)");
            return List.of(new Measure.Grouping(List.of(column), judged));
        }

        @Override
        double share(List<@Nullable Object> values) {
            GroupCounts groups = (GroupCounts) Objects.requireNonNull(values.get(0), "groups is null");
            return ratio(groups.groups(), groups.rows());
        }
    },
    NOT_NULL("expect_column_proportion_of_non_null_values_to_be_between", "share of values that are not null") {
        @Override
        List<Measure> measures(String column, String condition) {
            return List.of(
                    Measure.count(condition),
                    Measure.count(RowCounting.and(condition, "(" + Names.quoted(column) + " IS NULL)")));
        }

        @Override
        double share(List<@Nullable Object> values) {
            long rows = RowCounting.count(values, 0);
            return ratio(rows - RowCounting.count(values, 1), rows);
        }
    };

    private final String type;
    private final String noun;

    ColumnShare(String type, String noun) {
        this.type = type;
        this.noun = noun;
    }

    abstract List<Measure> measures(String column, String condition);

    abstract double share(List<@Nullable Object> values);

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
        return Bounds.problems(arguments, DataType.DOUBLE, Bounds.Needed.NONE);
    }

    @Override
    public boolean showsValues() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        Bounds bounds = Bounds.of(arguments, DataType.DOUBLE);
        String subject = "the " + noun + " of " + column + " is ";
        return new CompiledExpectation(
                measures(column, arguments.condition()),
                values -> judge(share(values), bounds, subject),
                null,
                subject + bounds.phrase());
    }

    private static Judgement judge(double share, Bounds bounds, String subject) {
        return Judgement.of(bounds.contain(share), share, subject + Phrases.number(share));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
