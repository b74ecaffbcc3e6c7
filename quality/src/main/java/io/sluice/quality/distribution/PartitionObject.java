package io.sluice.quality.distribution;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Columns;
import io.sluice.quality.sql.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What Great Expectations calls a partition object: the weights of values, or of bins between numbers.
 *
 * @param values null for bins
 * @param bins edges, ascending, the first and the last perhaps infinite; empty for values
 * @param tails weights below and above the bins; null when not given
 */
record PartitionObject(
        @Nullable List<Literal> values,
        List<Double> bins,
        List<Double> weights,
        @Nullable List<Double> tails) {
    private static final double TOLERANCE = 1e-5;

    /** Whether weights belong to values. */
    boolean isCategorical() {
        return values != null;
    }

    double firstBin() {
        return bins.get(0);
    }

    double lastBin() {
        return bins.get(bins.size() - 1);
    }

    /** The bins without infinite ones. */
    List<Double> finiteBins() {
        return bins.stream().filter(Double::isFinite).toList();
    }

    /**
     * Reads what somebody wrote.
     *
     * @throws IllegalArgumentException with the end of a sentence about the partition object
     */
    static PartitionObject read(Map<?, ?> written, Column column) {
        for (Object key : written.keySet()) {
            require(
                    List.of("values", "bins", "weights", "tail_weights").contains(key),
                    "has values or bins, weights and perhaps tail_weights, not " + key);
        }
        List<Double> weights = numbers(written.get("weights"), "weights");
        require(weights.stream().allMatch(weight -> weight >= 0), "has a weight below 0");
        return written.containsKey("values") ? categories(written, weights, column) : bins(written, weights, column);
    }

    private static PartitionObject categories(Map<?, ?> written, List<Double> weights, Column column) {
        require(!written.containsKey("bins"), "has both values and bins");
        require(!written.containsKey("tail_weights"), "has tail_weights, which belong to bins");
        List<Literal> values = new ArrayList<>();
        for (Object value : list(written.get("values"), "values")) {
            require(value != null, "has null among its values");
            values.add(Literal.of(value, column.type()));
        }
        require(values.size() == weights.size(), "needs as many values as weights");
        require(values.stream().distinct().count() == values.size(), "names a value twice");
        requireSum(weights);
        return new PartitionObject(values, List.of(), weights, null);
    }

    private static PartitionObject bins(Map<?, ?> written, List<Double> weights, Column column) {
        require(
                Columns.isNumeric(column.type()),
                "has bins, but column " + column.name() + " has type " + column.type() + ", which is not a number");
        List<Double> bins = numbers(written.get("bins"), "bins");
        require(bins.size() == weights.size() + 1 && bins.size() > 1, "needs one more bin edge than weights");
        for (int i = 1; i < bins.size(); i++) {
            require(bins.get(i - 1) < bins.get(i), "has bins that do not ascend");
        }
        require(bins.stream().anyMatch(Double::isFinite), "has no finite bin edge");
        List<Double> tails =
                written.containsKey("tail_weights") ? numbers(written.get("tail_weights"), "tail_weights") : null;
        require(tails == null || tails.size() == 2, "needs two tail_weights");
        List<Double> all = new ArrayList<>(weights);
        if (tails != null) {
            all.addAll(tails);
            require(
                    Double.isFinite(bins.get(0)) && Double.isFinite(bins.get(bins.size() - 1)),
                    "has tail_weights beside infinite bins");
        }
        requireSum(all);
        return new PartitionObject(null, bins, weights, tails);
    }

    private static void requireSum(List<Double> weights) {
        double sum = Divergence.sum(weights);
        require(Math.abs(sum - 1) <= TOLERANCE, "has weights that sum to " + sum + " instead of 1");
    }

    private static List<Double> numbers(@Nullable Object written, String name) {
        List<Double> numbers = new ArrayList<>();
        for (Object element : list(written, name)) {
            OptionalDouble number = number(element);
            require(number.isPresent() && !Double.isNaN(number.getAsDouble()), "has " + element + " among its " + name);
            numbers.add(number.getAsDouble());
        }
        return numbers;
    }

    /** JSON has no infinity, so that Python writes {@code Infinity} and people write {@code "inf"}. */
    private static OptionalDouble number(@Nullable Object element) {
        if (element instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return switch (String.valueOf(element).replace("+", "").toLowerCase(java.util.Locale.ROOT)) {
            case "inf", "infinity", ".inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity", "-.inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }

    private static List<?> list(@Nullable Object written, String name) {
        require(written instanceof List<?> list && !list.isEmpty(), "needs " + name);
        return (List<?>) java.util.Objects.requireNonNull(written, "written is null");
    }

    private static void require(boolean right, String wrong) {
        if (!right) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
