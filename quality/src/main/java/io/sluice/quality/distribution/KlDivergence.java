package io.sluice.quality.distribution;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.measure.Group;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.pinned.Histogram;
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
 * The expectation that a column's values are distributed nearly as a partition object says: that the divergence from it,
 * in nats, is at most a threshold. Null and NaN do not take part. Without a threshold the divergence is only recorded.
 */
public final class KlDivergence implements ExpectationType {
    /** More different values are not compared one by one. */
    private static final int CATEGORIES = 10_000;

    private static final String PARTITION = "partition_object";

    @Override
    public String type() {
        return "expect_column_kl_divergence_to_be_less_than";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Kind.COLUMN),
                Parameter.required(PARTITION, Kind.MAPPING),
                Parameter.optional("threshold", Kind.NUMBER),
                Parameter.optional("internal_weight_holdout", Kind.SHARE),
                Parameter.optional("tail_weight_holdout", Kind.SHARE),
                Parameter.optional("bucketize_data", Kind.FLAG));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>();
        if (threshold(arguments) < 0) {
            problems.add("threshold must be at least 0, not " + threshold(arguments));
        }
        try {
            PartitionObject partition = partition(arguments);
            problems.addAll(Holdouts.of(arguments).problems(partition));
            boolean refused = arguments.value("bucketize_data").orElse(true).equals(false);
            if (refused && !partition.isCategorical()) {
                problems.add("bucketize_data must be true where the partition object has bins");
            }
        } catch (IllegalArgumentException wrong) {
            problems.add(PARTITION + " " + wrong.getMessage());
        }
        return problems;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        PartitionObject partition = partition(arguments);
        Holdouts holdouts = Holdouts.of(arguments);
        double threshold = threshold(arguments);
        String subject = "the divergence of " + column.name() + " from its partition object is ";
        Measure measure = partition.isCategorical()
                ? groups(column, arguments.condition())
                : histogram(partition, column, arguments.condition());
        return new CompiledExpectation(
                List.of(measure),
                values -> partition.isCategorical()
                        ? judge(categories(values.get(0), partition, holdouts), threshold, subject)
                        : judge(bins(values.get(0), partition, holdouts), threshold, subject),
                null,
                subject + (Double.isInfinite(threshold) ? "anything" : "at most " + Phrases.number(threshold)));
    }

    private static Measure groups(Column column, String condition) {
        String name = Names.quoted(column.name());
        String real = column.type().kind() == io.sluice.definitions.model.DataType.Kind.DOUBLE
                ? name + " IS NOT NULL AND NOT isnan(" + name + ")"
                : name + " IS NOT NULL";
        return new Measure.Groups(
                List.of(column.name()), RowCounting.and(condition, real), Measure.Groups.Order.LEAST, CATEGORIES + 1);
    }

    private static Measure histogram(PartitionObject partition, Column column, String condition) {
        Histogram.LastEdge last =
                Double.isInfinite(partition.lastBin()) ? Histogram.LastEdge.ABOVE : Histogram.LastEdge.INSIDE;
        return new Measure.Folding(
                List.of("CAST(" + Names.quoted(column.name()) + " AS DOUBLE)"),
                condition,
                new Histogram(partition.finiteBins(), last));
    }

    private static Judgement judge(List<Weights> pair, double threshold, String subject) {
        Weights observed = pair.get(0);
        Weights expected = pair.get(1);
        double divergence = Divergence.of(observed.all(), expected.all());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("observed_partition", observed.tree());
        details.put("expected_partition", expected.tree());
        return new Judgement(
                Double.isInfinite(threshold) || divergence <= threshold,
                null,
                Double.isFinite(divergence) ? divergence : null,
                details,
                subject
                        + (Double.isNaN(divergence)
                                ? "unknown: there are no values"
                                : Double.isInfinite(divergence)
                                        ? "infinite: there are values that are not expected at all"
                                        : Phrases.number(divergence)));
    }

    /** The observed and the expected weights of values: the expected ones first, then others in their order. */
    private static List<Weights> categories(@Nullable Object measured, PartitionObject partition, Holdouts holdouts) {
        List<Group> groups = ((List<?>) Objects.requireNonNull(measured, "groups is null"))
                .stream().map(Group.class::cast).toList();
        if (groups.size() > CATEGORIES) {
            throw new NotEvaluatedException("there are more than " + Phrases.whole(CATEGORIES) + " different values");
        }
        double rows = groups.stream().mapToLong(Group::rows).sum();
        List<Literal> known = Objects.requireNonNull(partition.values(), "values is null");
        List<Group> others = new ArrayList<>(groups);
        List<Object> labels = new ArrayList<>();
        List<Double> observed = new ArrayList<>();
        for (Literal value : known) {
            Group group =
                    groups.stream().filter(one -> isOf(one, value)).findFirst().orElse(null);
            others.remove(group);
            labels.add(value.value());
            observed.add(group == null ? 0 : group.rows() / rows);
        }
        List<Double> expected = new ArrayList<>();
        partition.weights().forEach(weight -> expected.add(others.isEmpty() ? weight : weight * (1 - holdouts.tail())));
        for (Group group : others) {
            labels.add(Objects.requireNonNull(group.values().get(0), "value is null"));
            observed.add(group.rows() / rows);
            expected.add(holdouts.tail() / others.size());
        }
        return List.of(
                new Weights(labels, groups.isEmpty() ? zeros(known.size()) : observed, List.of()),
                new Weights(labels, expected, List.of()));
    }

    private static boolean isOf(Group group, Literal value) {
        return Observed.compare(Objects.requireNonNull(group.values().get(0), "value is null"), value.value())
                        .orElse(1)
                == 0;
    }

    private static List<Double> zeros(int size) {
        return java.util.Collections.nCopies(size, 0.0);
    }

    /** The observed and the expected weights of bins between finite edges, and of what is below and above them. */
    private static List<Weights> bins(@Nullable Object measured, PartitionObject partition, Holdouts holdouts) {
        List<Long> counts = ((List<?>) Objects.requireNonNull(measured, "counts is null"))
                .stream().map(Long.class::cast).toList();
        int last = counts.size() - 2;
        double rows =
                counts.subList(0, last + 1).stream().mapToLong(Long::longValue).sum();
        List<Double> observed =
                counts.stream().map(count -> rows == 0 ? 0 : count / rows).toList();
        List<Double> inner = new ArrayList<>(holdouts.scaled(partition.weights()));
        List<Double> tails = partition.tails();
        double below = Double.isInfinite(partition.firstBin())
                ? inner.remove(0)
                : tails != null ? tails.get(0) : tail(partition, holdouts);
        double above = Double.isInfinite(partition.lastBin())
                ? inner.remove(inner.size() - 1)
                : tails != null ? tails.get(1) : tail(partition, holdouts);
        List<Double> edges = partition.finiteBins();
        return List.of(
                new Weights(edges, observed.subList(1, last), List.of(observed.get(0), observed.get(last))),
                new Weights(edges, inner, List.of(below, above)));
    }

    /** Two open ends share what was kept back, one has all of it. */
    private static double tail(PartitionObject partition, Holdouts holdouts) {
        boolean both = Double.isFinite(partition.firstBin()) && Double.isFinite(partition.lastBin());
        return both ? holdouts.tail() / 2 : holdouts.tail();
    }

    private static PartitionObject partition(Arguments arguments) {
        return PartitionObject.read((Map<?, ?>) arguments.value(PARTITION).orElseThrow(), arguments.column());
    }

    private static double threshold(Arguments arguments) {
        return arguments
                .value("threshold")
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(Double.POSITIVE_INFINITY);
    }
}
