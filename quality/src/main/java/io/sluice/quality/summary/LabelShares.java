package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
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

/**
 * The expectation that labels are in balance: that the share of each, null not being one, lies between bounds. With
 * {@code labels} each of them must occur and no other may. The observed value is the smallest share.
 */
public final class LabelShares implements ExpectationType {
    /** More different values are no labels. */
    private static final int MOST = 1_000;

    @Override
    public String type() {
        return "expect_column_label_shares_to_be_between";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.required("column", Kind.COLUMN));
        parameters.addAll(Bounds.PARAMETERS);
        parameters.add(Parameter.optional("labels", Kind.VALUES));
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems =
                new ArrayList<>(Bounds.problems(arguments, DataType.DOUBLE, Bounds.Needed.AT_LEAST_ONE));
        if (arguments.value("labels").isPresent()) {
            problems.addAll(ValueSets.problems(
                    "labels", arguments.list("labels"), arguments.column().type()));
        }
        return problems;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        Bounds bounds = Bounds.of(arguments, DataType.DOUBLE);
        List<Literal> labels = arguments.value("labels").isPresent()
                ? ValueSets.read(arguments.list("labels"), column.type())
                : List.of();
        List<String> columns = List.of(column.name());
        String some = RowCounting.and(arguments.condition(), Names.quoted(column.name()) + " IS NOT NULL");
        return new CompiledExpectation(
                List.of(
                        new Measure.Groups(columns, some, Measure.Groups.Order.LARGEST, MOST),
                        new Measure.Grouping(columns, some)),
                values -> judge(values, labels, bounds, column.name()),
                null,
                "the share of each label of " + column.name() + " is " + bounds.phrase());
    }

    private static Judgement judge(
            List<@Nullable Object> measured, List<Literal> labels, Bounds bounds, String column) {
        GroupCounts counts = (GroupCounts) Objects.requireNonNull(measured.get(1), "counts is null");
        if (counts.groups() > MOST) {
            throw new NotEvaluatedException(column + " has more than " + Phrases.whole(MOST) + " different values");
        }
        if (counts.rows() == 0) {
            return Judgement.of(false, null, column + " has no values");
        }
        Map<Object, Double> shares = shares(measured.get(0), labels, counts.rows());
        boolean known = labels.isEmpty() || shares.size() == labels.size();
        double least =
                shares.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most =
                shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<Map<String, Object>> listed = new ArrayList<>();
        shares.forEach((label, share) -> listed.add(Map.of("value", label, "share", share)));
        return new Judgement(
                known && bounds.contain(least) && bounds.contain(most),
                null,
                least,
                Map.of("shares", listed),
                "the " + shares.size() + " labels of " + column + " have shares from " + Phrases.number(least) + " to "
                        + Phrases.number(most) + (known ? "" : "; there are labels beside the known ones"));
    }

    private static Map<Object, Double> shares(@Nullable Object groups, List<Literal> labels, long rows) {
        Map<Object, Double> shares = new LinkedHashMap<>();
        labels.forEach(label -> shares.put(label.value(), 0.0));
        for (Object each : (List<?>) Objects.requireNonNull(groups, "groups is null")) {
            Group group = (Group) each;
            Object value = Objects.requireNonNull(group.values().get(0), "value is null");
            Object label = labels.stream()
                    .map(Literal::value)
                    .filter(wanted -> Observed.compare(value, wanted).orElse(1) == 0)
                    .findFirst()
                    .orElse(value);
            shares.put(label, (double) group.rows() / rows);
        }
        return shares;
    }
}
