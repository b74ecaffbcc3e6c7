package io.sluice.quality.pinned;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.measure.Group;
import io.sluice.quality.measure.GroupCounts;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.measure.Neighbours;
import io.sluice.quality.measure.pass.Measurements;
import io.sluice.quality.sql.Literal;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Makes profiles of columns, and counts later rows as a profile counted. */
public final class Profiling {
    /** Enough for distances between distributions; indices that want few bins join them. */
    private static final int BINS = 100;

    private static final int CATEGORIES = 1_000;

    private Profiling() {}

    /** Whether columns of a type have profiles. */
    public static boolean isPossible(DataType type) {
        return isNumeric(type) || type.kind() == DataType.Kind.STRING || type.kind() == DataType.Kind.BOOLEAN;
    }

    /** Whether a type's values are numbers, which lie between edges. */
    public static boolean isNumeric(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> true;
            case STRING, BOOLEAN, DATE, TIMESTAMP, BINARY, ARRAY, STRUCT, VECTOR -> false;
        };
    }

    /**
     * The profile of a column. Edges are exact quantiles, each once. Runs Spark jobs: a sort and two passes for numbers,
     * one grouping for categories.
     */
    public static Profile of(Dataset<Row> rows, Column column) {
        return isNumeric(column.type()) ? numbers(rows, column) : categories(rows, column);
    }

    /**
     * What must be measured to count rows as a profile counted.
     *
     * @param condition Spark SQL: the rows that count
     */
    public static List<Measure> measures(Profile profile, Column column, String condition) {
        String name = Names.quoted(column.name());
        Measure missing = Measure.count("(" + condition + ") AND " + name + " IS NULL");
        if (profile.isNumeric()) {
            return List.of(
                    missing,
                    new Measure.Folding(
                            List.of(number(name)), condition, new Histogram(profile.edges(), Histogram.LastEdge.ABOVE)),
                    Measure.aggregate("min(" + number(name) + ")", finite(condition, name)),
                    Measure.aggregate("max(" + number(name) + ")", finite(condition, name)),
                    Measure.aggregate("stddev_samp(" + number(name) + ")", finite(condition, name)));
        }
        String known = profile.categories().stream().map(Literal::text).collect(Collectors.joining(", "));
        String inside = known.isEmpty() ? "FALSE" : "CAST(" + name + " AS STRING) IN (" + known + ")";
        return List.of(
                missing,
                Measure.count("(" + condition + ") AND " + name + " IS NOT NULL"),
                new Measure.Groups(
                        List.of(column.name()),
                        "(" + condition + ") AND " + inside,
                        Measure.Groups.Order.LEAST,
                        Math.max(1, profile.categories().size())));
    }

    /** The same bins or categories with the counts that were measured. */
    public static Profile counted(Profile profile, List<@Nullable Object> measured) {
        long missing = count(measured.get(0));
        if (profile.isNumeric()) {
            List<Long> counts = longs(measured.get(1));
            int bins = counts.size() - 1;
            return new Profile(
                    profile.edges(),
                    List.of(),
                    counts.subList(0, bins),
                    0,
                    missing + counts.get(bins),
                    new Profile.Spread(real(measured.get(2)), real(measured.get(3)), real(measured.get(4))));
        }
        Map<String, Long> found = new LinkedHashMap<>();
        groups(measured.get(2)).forEach(group -> found.put(label(group), group.rows()));
        List<Long> counts = profile.categories().stream()
                .map(category -> found.getOrDefault(category, 0L))
                .toList();
        long known = counts.stream().mapToLong(Long::longValue).sum();
        return new Profile(List.of(), profile.categories(), counts, count(measured.get(1)) - known, missing, null);
    }

    private static Profile numbers(Dataset<Row> rows, Column column) {
        String name = Names.quoted(column.name());
        List<Double> quantiles =
                IntStream.range(1, BINS).mapToObj(i -> (double) i / BINS).toList();
        Measure sorted = new Measure.Quantiles(number(name), finite("TRUE", name), quantiles);
        TreeSet<Double> edges = new TreeSet<>();
        for (Object neighbours : (List<?>) value(Measurements.take(rows, List.of(sorted)), sorted)) {
            edges.add((Double) ((Neighbours) neighbours).lower());
        }
        Profile empty = new Profile(
                edges.isEmpty() ? List.of(0.0) : List.copyOf(edges),
                List.of(),
                java.util.Collections.nCopies(Math.max(1, edges.size()) + 1, 0L),
                0,
                0,
                new Profile.Spread(0, 0, 0));
        return recounted(rows, column, empty);
    }

    private static Profile categories(Dataset<Row> rows, Column column) {
        String some = Names.quoted(column.name()) + " IS NOT NULL";
        List<String> columns = List.of(column.name());
        Measure largest = new Measure.Groups(columns, some, Measure.Groups.Order.LARGEST, CATEGORIES);
        Measure all = new Measure.Grouping(columns, some);
        Measure missing = Measure.count("NOT (" + some + ")");
        Measurements taken = Measurements.take(rows, List.of(largest, all, missing));
        List<String> names = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        groups(value(taken, largest)).forEach(group -> {
            names.add(label(group));
            counts.add(group.rows());
        });
        long known = counts.stream().mapToLong(Long::longValue).sum();
        long values = ((GroupCounts) value(taken, all)).rows();
        return new Profile(List.of(), names, counts, values - known, count(taken.value(missing)), null);
    }

    private static Profile recounted(Dataset<Row> rows, Column column, Profile shape) {
        List<Measure> measures = measures(shape, column, "TRUE");
        Measurements taken = Measurements.take(rows, measures);
        List<@Nullable Object> values = new ArrayList<>();
        measures.forEach(measure -> values.add(taken.value(measure)));
        return counted(shape, values);
    }

    private static Object value(Measurements taken, Measure measure) {
        return Objects.requireNonNull(taken.value(measure), "value is null");
    }

    private static String number(String name) {
        return "CAST(" + name + " AS DOUBLE)";
    }

    private static String finite(String condition, String name) {
        return "(" + condition + ") AND abs(" + number(name) + ") < double('Infinity')";
    }

    private static List<Group> groups(@Nullable Object measured) {
        return ((List<?>) Objects.requireNonNull(measured, "groups is null"))
                .stream().map(Group.class::cast).toList();
    }

    private static String label(Group group) {
        return String.valueOf(group.values().get(0));
    }

    private static List<Long> longs(@Nullable Object measured) {
        return ((List<?>) Objects.requireNonNull(measured, "counts is null"))
                .stream().map(Long.class::cast).toList();
    }

    private static long count(@Nullable Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    private static double real(@Nullable Object value) {
        return value == null ? 0 : ((Number) value).doubleValue();
    }
}
