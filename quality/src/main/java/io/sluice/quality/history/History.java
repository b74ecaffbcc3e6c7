package io.sluice.quality.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on the certified partitions before one, the oldest first. Only what was published and is not replaced since
 * counts: a refused delivery must not become the yardstick of the next one.
 */
public final class History {
    private final Map<MetricName, List<Point>> points;

    private History(Map<MetricName, List<Point>> points) {
        this.points = points;
    }

    /** The history of the first partition. */
    public static History none() {
        return new History(Map.of());
    }

    /** A history of metrics, each with its points in the order of partitions. */
    public static History of(Map<MetricName, List<Point>> points) {
        Map<MetricName, List<Point>> copy = new LinkedHashMap<>();
        points.forEach((name, series) -> copy.put(name, List.copyOf(series)));
        return new History(Collections.unmodifiableMap(copy));
    }

    /** The points of a metric, the oldest first; a partition without it has none. */
    public List<Point> of(MetricName name) {
        return points.getOrDefault(name, List.of());
    }

    /** The values of a metric without their partitions, the oldest first. */
    public List<Double> values(MetricName name) {
        List<Double> values = new ArrayList<>();
        of(name).forEach(point -> values.add(point.value()));
        return Collections.unmodifiableList(values);
    }
}
