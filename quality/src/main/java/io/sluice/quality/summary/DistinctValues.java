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
import io.sluice.quality.sql.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Expectations that compare the different values of a column, null not being one, with a set. */
public enum DistinctValues implements ExpectationType {
    IN_SET("expect_column_distinct_values_to_be_in_set", "are among "),
    CONTAIN_SET("expect_column_distinct_values_to_contain_set", "contain "),
    EQUAL_SET("expect_column_distinct_values_to_equal_set", "are exactly ");

    /** Values that are listed, as Great Expectations does. */
    private static final int LISTED = 20;

    private static final String SET = "value_set";

    private final String type;
    private final String verb;

    DistinctValues(String type, String verb) {
        this.type = type;
        this.verb = verb;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN), Parameter.required(SET, Parameter.Kind.VALUES));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        if (this == IN_SET && arguments.list(SET).isEmpty()) {
            return List.of(SET + " is empty");
        }
        return ValueSets.problems(SET, arguments.list(SET), arguments.column().type());
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        List<Literal> set = ValueSets.read(arguments.list(SET), column.type());
        List<String> columns = List.of(column.name());
        String some = RowCounting.and(arguments.condition(), "NOT (" + Names.quoted(column.name()) + " IS NULL)");
        String inside = ValueSets.contains(Names.quoted(column.name()), set);
        String others = some + " AND NOT " + inside;
        return new CompiledExpectation(
                List.of(
                        new Measure.Grouping(columns, others),
                        new Measure.Groups(columns, others, Measure.Groups.Order.LEAST, LISTED),
                        new Measure.Groups(columns, some + " AND " + inside, Measure.Groups.Order.LEAST, set.size())),
                values -> judge(values, set, column.name()),
                null,
                "the different values of " + column.name() + " " + verb + Phrases.some(arguments.list(SET)));
    }

    private Judgement judge(List<@Nullable Object> measured, List<Literal> set, String column) {
        long unexpected = ((GroupCounts) Objects.requireNonNull(measured.get(0), "groups is null")).groups();
        List<Object> found = values(measured.get(2));
        List<Object> missing = set.stream()
                .map(Literal::value)
                .filter(value -> found.stream().noneMatch(seen -> isSame(seen, value)))
                .toList();
        boolean success = (this == CONTAIN_SET || unexpected == 0) && (this == IN_SET || missing.isEmpty());
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> phrases = new ArrayList<>();
        if (this != CONTAIN_SET) {
            details.put("unexpected_count", unexpected);
            details.put("partial_unexpected_list", values(measured.get(1)));
            phrases.add(Phrases.whole(unexpected) + " different values are not in the set");
        }
        if (this != IN_SET) {
            details.put("missing_count", (long) missing.size());
            details.put("partial_missing_list", missing.stream().limit(LISTED).toList());
            phrases.add(Phrases.whole(missing.size()) + " values of the set do not occur");
        }
        return new Judgement(success, null, null, details, "of " + column + " " + String.join(" and ", phrases));
    }

    private static List<Object> values(@Nullable Object groups) {
        List<Object> values = new ArrayList<>();
        for (Object group : (List<?>) Objects.requireNonNull(groups, "groups is null")) {
            values.add(Objects.requireNonNull(((Group) group).values().get(0), "value is null"));
        }
        return values;
    }

    private static boolean isSame(Object seen, Object wanted) {
        return Observed.compare(seen, wanted).orElse(1) == 0;
    }
}
