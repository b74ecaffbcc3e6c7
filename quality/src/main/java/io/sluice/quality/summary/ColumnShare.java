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

/**
 * Expectations that the number of a column's different values, null not being one, or a share of its values, 0 to 1, lies
 * between bounds. No values at all are a share of 0.
 */
public enum ColumnShare implements ExpectationType {
    DIFFERENT("expect_column_unique_value_count_to_be_between", "number of different values", DataType.BIGINT) {
        @Override
        List<Measure> measures(String column, String condition) {
            return grouping(column, condition);
        }

        @Override
        Number observed(List<@Nullable Object> values) {
            return groups(values).groups();
        }
    },
    /** Different values among the values that are not null; not the share of values that occur once. */
    UNIQUE("expect_column_proportion_of_unique_values_to_be_between", "share of different values", DataType.DOUBLE) {
        @Override
        List<Measure> measures(String column, String condition) {
            return grouping(column, condition);
        }

        @Override
        Number observed(List<@Nullable Object> values) {
            return ratio(groups(values).groups(), groups(values).rows());
        }
    },
    NOT_NULL(
            "expect_column_proportion_of_non_null_values_to_be_between",
            "share of values that are not null",
            DataType.DOUBLE) {
        @Override
        List<Measure> measures(String column, String condition) {
            return List.of(
                    Measure.count(condition),
                    Measure.count(RowCounting.and(condition, "(" + Names.quoted(column) + " IS NULL)")));
        }

        @Override
        Number observed(List<@Nullable Object> values) {
            long rows = RowCounting.count(values, 0);
            return ratio(rows - RowCounting.count(values, 1), rows);
        }
    };

    private final String type;
    private final String noun;
    private final DataType kind;

    ColumnShare(String type, String noun, DataType kind) {
        this.type = type;
        this.noun = noun;
        this.kind = kind;
    }

    abstract List<Measure> measures(String column, String condition);

    abstract Number observed(List<@Nullable Object> values);

    private static List<Measure> grouping(String column, String condition) {
        String judged = RowCounting.and(condition, "NOT (" + Names.quoted(column) + " IS NULL)");
        return List.of(new Measure.Grouping(List.of(column), judged));
    }

    private static GroupCounts groups(List<@Nullable Object> values) {
        return (GroupCounts) Objects.requireNonNull(values.get(0), "groups is null");
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column", Parameter.Kind.COLUMN));
        parameters.addAll(kind == DataType.BIGINT ? Bounds.COUNT_PARAMETERS : Bounds.PARAMETERS);
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return Bounds.problems(arguments, kind, Bounds.Needed.NONE);
    }

    @Override
    public boolean showsValues() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        Bounds bounds = Bounds.of(arguments, kind);
        String subject = "the " + noun + " of " + column + " is ";
        return new CompiledExpectation(
                measures(column, arguments.condition()),
                values -> judge(observed(values), bounds, subject),
                null,
                subject + bounds.phrase());
    }

    private static Judgement judge(Number observed, Bounds bounds, String subject) {
        String number = observed instanceof Long count ? Phrases.whole(count) : Phrases.number(observed.doubleValue());
        return Judgement.of(bounds.contain(observed), observed, subject + number);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
