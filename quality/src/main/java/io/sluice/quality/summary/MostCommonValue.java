package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.Group;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Names;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that the most common value of a column, null not being one, is in a set. Of equally common ones one is
 * enough with {@code ties_okay}; without it there must be none.
 */
public final class MostCommonValue implements ExpectationType {
    /** More equally common values than this are not listed; the verdict looks at all of them. */
    private static final int LISTED = 1000;

    private static final String SET = "value_set";

    @Override
    public String type() {
        return "expect_column_most_common_value_to_be_in_set";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN),
                Parameter.required(SET, Parameter.Kind.VALUES),
                Parameter.optional("ties_okay", Parameter.Kind.FLAG));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        return ValueSets.problems(SET, arguments.list(SET), arguments.column().type());
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        boolean tiesOkay = arguments.flag("ties_okay");
        List<Literal> set = ValueSets.read(arguments.list(SET), column.type());
        List<String> columns = List.of(column.name());
        String some = RowCounting.and(arguments.condition(), "NOT (" + Names.quoted(column.name()) + " IS NULL)");
        return new CompiledExpectation(
                List.of(
                        new Measure.Groups(columns, some, Measure.Groups.Order.LARGEST, LISTED),
                        new Measure.Grouping(
                                columns, some + " AND " + ValueSets.contains(Names.quoted(column.name()), set))),
                values -> judge(values, tiesOkay, column.name()),
                null,
                "the most common value of " + column.name() + " is among " + Phrases.some(arguments.list(SET)));
    }

    private static Judgement judge(List<@Nullable Object> measured, boolean tiesOkay, String column) {
        List<Group> groups = ((List<?>) Objects.requireNonNull(measured.get(0), "groups is null"))
                .stream().map(Group.class::cast).toList();
        long most = groups.isEmpty() ? 0 : groups.get(0).rows();
        List<Object> modes = groups.stream()
                .filter(group -> group.rows() == most)
                .<Object>map(group -> Objects.requireNonNull(group.values().get(0), "value is null"))
                .toList();
        long inside = ((GroupCounts) Objects.requireNonNull(measured.get(1), "groups is null")).largest();
        boolean success = most > 0 && inside == most && (tiesOkay || modes.size() == 1);
        String observed = most == 0
                ? column + " has no values"
                : Phrases.whole(modes.size()) + (modes.size() == 1 ? " value of " : " values of ") + column
                        + " occur most often, in " + Phrases.whole(most) + " rows each; "
                        + (inside == most ? "one is in the set" : "none is in the set");
        return Judgement.of(success, modes, observed);
    }
}
