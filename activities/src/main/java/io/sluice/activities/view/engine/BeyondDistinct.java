package io.sluice.activities.view.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.AccumulatorV2;

/**
 * By feature, at how many change points its value is NULL because of {@code max_distinct}. Decision 072.
 *
 * <p>Spark adds up what tasks say, and a task before a shuffle may run again after it has said it. Here each task's word replaces
 * what the same task said before, which is the same: its rows are those of certain keys, in order.
 */
final class BeyondDistinct extends AccumulatorV2<Map<String, Long>, SortedMap<String, Long>> {
    private static final long serialVersionUID = 1;

    private final Map<Integer, Map<String, Long>> byTask = new HashMap<>();

    @Override
    public synchronized boolean isZero() {
        return byTask.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<Map<String, Long>, SortedMap<String, Long>> copy() {
        BeyondDistinct copy = new BeyondDistinct();
        byTask.forEach((task, counts) -> copy.byTask.put(task, new HashMap<>(counts)));
        return copy;
    }

    @Override
    public synchronized void reset() {
        byTask.clear();
    }

    /** In a task: so many more by feature. */
    @Override
    public synchronized void add(Map<String, Long> counts) {
        Map<String, Long> own = byTask.computeIfAbsent(TaskContext.getPartitionId(), task -> new HashMap<>());
        counts.forEach((feature, count) -> own.merge(feature, count, Long::sum));
    }

    @Override
    public void merge(AccumulatorV2<Map<String, Long>, SortedMap<String, Long>> other) {
        Map<Integer, Map<String, Long>> others = ((BeyondDistinct) other.copy()).byTask;
        synchronized (this) {
            byTask.putAll(others);
        }
    }

    /** By feature; without those that were never beyond it. */
    @Override
    public synchronized SortedMap<String, Long> value() {
        SortedMap<String, Long> sum = new TreeMap<>();
        byTask.values().forEach(counts -> counts.forEach((feature, count) -> sum.merge(feature, count, Long::sum)));
        return sum;
    }
}
