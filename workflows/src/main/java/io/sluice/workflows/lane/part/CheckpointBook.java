package io.sluice.workflows.lane.part;

import io.sluice.workflows.details.PartitionView;
import io.sluice.workflows.stream.CheckpointReport;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The last report of each instance, and how fast it was since the one before. */
public final class CheckpointBook {
    private static final int SHOWN = 200;
    private static final double MILLIS = 1000;

    private final Map<String, CheckpointReport> last = new LinkedHashMap<>();
    private final Map<String, CheckpointReport> before = new LinkedHashMap<>();
    private final Map<String, Integer> received = new LinkedHashMap<>();

    /** Takes a report; false when a newer one of the same instance has been taken. */
    public boolean take(CheckpointReport report) {
        @Nullable CheckpointReport known = last.get(report.instance());
        if (known != null && known.at() >= report.at()) {
            return false;
        }
        if (known != null) {
            before.put(report.instance(), known);
        }
        last.put(report.instance(), report);
        received.merge(report.instance(), 1, Integer::sum);
        return true;
    }

    /** How many reports of an instance have been taken. */
    public int received(String instance) {
        return received.getOrDefault(instance, 0);
    }

    /** The last report of each instance, the newest first. */
    public List<CheckpointReport> reports() {
        return last.values().stream()
                .sorted((one, other) -> Long.compare(other.at(), one.at()))
                .toList();
    }

    public @Nullable CheckpointReport of(String instance) {
        return last.get(instance);
    }

    /** The last report of an instance; empty while nothing was heard of it in this incarnation. */
    public Optional<CheckpointReport> of(String instance, long epoch) {
        return Optional.ofNullable(last.get(instance)).filter(report -> report.epoch() >= epoch);
    }

    /** Whether all of these have reported in an incarnation that nothing of their input is left. */
    public boolean haveCaughtUp(List<String> instances, long epoch) {
        List<CheckpointReport> heard = instances.stream()
                .flatMap(instance -> of(instance, epoch).stream())
                .toList();
        // where nobody has partitions, they are being given out just now
        return heard.size() == instances.size()
                && heard.stream().allMatch(report -> report.lag() == 0)
                && heard.stream().anyMatch(report -> report.partitionsInAll() > 0);
    }

    /** Records taken per second between the last two reports; 0 where nothing can be said. */
    public double perSecond(String instance) {
        @Nullable CheckpointReport now = last.get(instance);
        @Nullable CheckpointReport then = before.get(instance);
        return now == null || then == null ? 0 : perSecond(now, then, now.accepted(), then.accepted());
    }

    /** The intervals of each partition that wait for a decision, of an incarnation or later ones, oldest first. */
    public SortedMap<Integer, SortedSet<Interval>> held(long epoch) {
        SortedMap<Integer, SortedSet<Interval>> held = new TreeMap<>();
        for (CheckpointReport report : last.values()) {
            for (PartitionCheckpoint partition : report.partitions()) {
                for (Interval interval : partition.intervals()) {
                    if (interval.epoch() >= epoch) {
                        held.computeIfAbsent(partition.partition(), first -> new TreeSet<>())
                                .add(interval);
                    }
                }
            }
        }
        return held;
    }

    /** The log partition by partition, at most 200 of them. */
    public List<PartitionView> partitions() {
        return merged().values().stream().limit(SHOWN).toList();
    }

    /** How many partitions there are besides. */
    public int more() {
        int summed =
                last.values().stream().mapToInt(CheckpointReport::more).max().orElse(0);
        return summed + Math.max(0, merged().size() - SHOWN);
    }

    private SortedMap<Integer, PartitionView> merged() {
        SortedMap<Integer, List<Line>> lines = new TreeMap<>();
        for (CheckpointReport report : last.values()) {
            for (PartitionCheckpoint one : report.partitions()) {
                lines.computeIfAbsent(one.partition(), first -> new ArrayList<>())
                        .add(new Line(one, perSecond(report, one)));
            }
        }
        SortedMap<Integer, PartitionView> views = new TreeMap<>();
        lines.forEach((partition, all) -> views.put(partition, view(partition, all)));
        return views;
    }

    /** What one instance says about one partition. */
    private record Line(PartitionCheckpoint said, double perSecond) {}

    /**
     * Every instance that reads the log counts the same records, those further behind fewer of them; only what they write is
     * their own. Clock and watermark are those of the one furthest behind; an instance that has nothing to say of them, as a sink
     * before its first append, hides nobody else's.
     */
    private static PartitionView view(int partition, List<Line> lines) {
        boolean failed = lines.stream().anyMatch(line -> line.said().verdict().equals("FAIL"));
        SortedSet<Interval> held = new TreeSet<>();
        lines.forEach(line -> held.addAll(line.said().intervals()));
        return new PartitionView(
                partition,
                Long.toString(greatest(lines, PartitionCheckpoint::offset)),
                least(lines, PartitionCheckpoint::clock),
                least(lines, PartitionCheckpoint::watermark),
                lines.stream().mapToDouble(Line::perSecond).max().orElse(0),
                greatest(lines, PartitionCheckpoint::accepted),
                greatest(lines, PartitionCheckpoint::late),
                greatest(lines, PartitionCheckpoint::duplicate),
                greatest(lines, PartitionCheckpoint::quarantined),
                greatest(lines, PartitionCheckpoint::future),
                greatest(lines, PartitionCheckpoint::deadLetters),
                greatest(lines, PartitionCheckpoint::emitted),
                greatest(lines, PartitionCheckpoint::lag),
                failed ? "FAIL" : "PASS",
                held.isEmpty() ? "" : held.first().toString());
    }

    private static long greatest(List<Line> lines, ToLongFunction<PartitionCheckpoint> what) {
        return lines.stream()
                .mapToLong(line -> what.applyAsLong(line.said()))
                .max()
                .orElse(0);
    }

    private double perSecond(CheckpointReport now, PartitionCheckpoint partition) {
        @Nullable CheckpointReport then = before.get(now.instance());
        if (then == null) {
            return 0;
        }
        return then.partitions().stream()
                .filter(one -> one.partition() == partition.partition())
                .mapToDouble(one -> perSecond(now, then, partition.accepted(), one.accepted()))
                .findFirst()
                .orElse(0);
    }

    /** Counters begin again with each incarnation, and with another number of partitions. */
    private static double perSecond(CheckpointReport now, CheckpointReport then, long counted, long before) {
        boolean same = now.epoch() == then.epoch() && counted >= before;
        return same ? (counted - before) * MILLIS / (now.at() - then.at()) : 0;
    }

    private static String least(List<Line> lines, Function<PartitionCheckpoint, @Nullable Long> what) {
        return lines.stream()
                .map(line -> what.apply(line.said()))
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(millis -> Instant.ofEpochMilli(millis).toString())
                .orElse("");
    }
}
