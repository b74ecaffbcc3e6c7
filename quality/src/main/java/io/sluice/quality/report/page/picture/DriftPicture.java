package io.sluice.quality.report.page.picture;

import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.profile.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule about drift as a picture: the distribution that it measured and the pinned one that it compared that with, over the same bins
 * or categories.
 */
public final class DriftPicture {
    /** Bins of equal weight are narrow where many values are; a hundred of them are a comb. */
    private static final int BINS = 25;

    private DriftPicture() {}

    /** Empty where a rule compared no distributions, or may not show them. */
    public static String of(RuleOutcome rule) {
        if (!(rule.details().get("observed_partition") instanceof Map<?, ?> now)
                || !(rule.details().get("expected_partition") instanceof Map<?, ?> was)
                || !(now.get("count") instanceof Number)) {
            return "";
        }
        String column = String.valueOf(rule.kwargs().get("column"));
        String name = rule.kwargs().get("reference") instanceof String label
                ? "reference " + label
                : "the profile that the rule has";
        return now.containsKey("bins")
                ? Histogram.of(spread(column, now), spread(column, was), name)
                : TopValues.of(values(column, now), values(column, was), name);
    }

    private static ColumnProfile spread(String column, Map<?, ?> tree) {
        List<Double> bins = numbers(tree, "bins");
        List<Double> weights = numbers(tree, "weights");
        List<Double> tails = numbers(tree, "tail_weights");
        double count = number(tree.get("count"));
        int step = Math.max(1, (weights.size() + BINS - 1) / BINS);
        List<Double> edges = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < weights.size(); i += step) {
            edges.add(bins.get(i));
            double weight = weights.subList(i, Math.min(i + step, weights.size())).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            counts.add(Math.round(weight * count));
        }
        edges.add(bins.get(bins.size() - 1));
        return new ColumnProfile(
                column,
                Math.round(count),
                Math.round(count),
                0,
                0,
                0,
                edges,
                counts,
                Math.round(tails.get(0) * count),
                Math.round(tails.get(1) * count));
    }

    private static TextProfile values(String column, Map<?, ?> tree) {
        List<Double> weights = numbers(tree, "weights");
        List<?> names = tree.get("values") instanceof List<?> list ? list : List.of();
        double count = number(tree.get("count"));
        List<ValueCount> all = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            all.add(new ValueCount(String.valueOf(names.get(i)), Math.round(weights.get(i) * count)));
        }
        all.sort(Comparator.comparingLong(ValueCount::rows).reversed());
        return new TextProfile(column, Math.round(count), Math.round(count), all.size(), all);
    }

    private static List<Double> numbers(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof List<?> list
                ? list.stream().map(DriftPicture::number).toList()
                : List.of();
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
