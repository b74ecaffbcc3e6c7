package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * E1 of contract §8 for one partition of a log, or for one of a view that is re-keyed from all partitions of a log: at a checkpoint,
 * every entity's slot is the naive batch value.
 */
public final class SlotOracle {
    private final ViewPlan plan;
    private final SlotPlan slot;
    private final List<SortedMap<Long, LogRecord>> log;
    private final Predicate<String> entities;
    private final List<EntityRow> before;

    /** Takes the log by offset. */
    public SlotOracle(ViewPlan plan, SortedMap<Long, LogRecord> log) {
        this(plan, log, List.of());
    }

    /** Takes the rows of the partition before the cutover, too. */
    SlotOracle(ViewPlan plan, SortedMap<Long, LogRecord> log, List<EntityRow> before) {
        this(plan, List.of(log), entity -> true, before);
    }

    /** Takes all partitions of a log, and which entities are in the partition of the view. */
    SlotOracle(
            ViewPlan plan,
            List<? extends SortedMap<Long, LogRecord>> log,
            Predicate<String> entities,
            List<EntityRow> before) {
        this.before = before;
        this.plan = plan;
        this.slot = SlotPlan.of(plan, 0, "definition");
        this.log = List.copyOf(log);
        this.entities = entities;
    }

    /** Checks one checkpoint against all updates of the partition; answers how many entities had values. */
    public int check(Checkpoint checkpoint, List<Update> updates) {
        Map<String, List<SourceRow>> history = new TreeMap<>();
        List<LogRecord> seen = seen(checkpoint);
        long clock = clock(seen);
        assertThat(checkpoint.clock()).isEqualTo(clock);
        Stream.concat(before.stream(), seen.stream().flatMap(record -> ClickViews.row(plan, record).stream()))
                .filter(row -> entities.test(row.entity()) && row.row().eventTime() <= clock)
                .forEach(row -> history.computeIfAbsent(row.entity(), entity -> new ArrayList<>())
                        .add(row.row()));
        Map<String, Update> covered = covered(checkpoint, updates);
        covered.keySet().forEach(entity -> history.computeIfAbsent(entity, none -> new ArrayList<>()));
        history.forEach((entity, each) -> {
            ChangePoint naive = NaiveEvaluator.valuesAt(plan, List.of(each), clock + 1);
            assertThat(shown(covered.get(entity)))
                    .as("%s at %s", entity, checkpoint)
                    .isEqualTo(text(naive.values(), naive.timestamps(), naive.validUntil()));
        });
        return covered.size();
    }

    private List<LogRecord> seen(Checkpoint checkpoint) {
        if (checkpoint.seen().isEmpty()) {
            return List.copyOf(log.get(0).headMap(checkpoint.end()).values());
        }
        List<LogRecord> seen = new ArrayList<>();
        for (int partition = 0; partition < log.size(); partition++) {
            seen.addAll(log.get(partition)
                    .headMap(checkpoint.seen().get(partition).end())
                    .values());
        }
        return seen;
    }

    /** The last covered update of each entity; each sequence number is there once. */
    public static Map<String, Update> covered(Checkpoint checkpoint, List<Update> updates) {
        Map<String, Update> covered = new HashMap<>();
        long sequence = 0;
        for (Update update : updates) {
            assertThat(update.sequence()).as("no update twice, none missing").isEqualTo(++sequence);
            if (update.sequence() <= checkpoint.emitted()) {
                assertThat(update.offset())
                        .isLessThan(checkpoint.seen().stream()
                                .mapToLong(Checkpoint.Seen::end)
                                .max()
                                .orElse(checkpoint.end()));
                covered.put(update.entity(), update);
            }
        }
        assertThat(sequence).isGreaterThanOrEqualTo(checkpoint.emitted());
        return covered;
    }

    private static long clock(List<LogRecord> seen) {
        return seen.stream()
                .filter(record -> record.verdict() == Verdict.ACCEPTED || record.verdict() == Verdict.TICK)
                .mapToLong(record -> record.stamped().eventTime())
                .max()
                .orElse(Stamp.NOTHING);
    }

    private String shown(@Nullable Update update) {
        if (update == null) {
            int features = slot.features().size();
            long[] never = new long[features];
            Arrays.fill(never, ChangePoint.NEVER);
            ChangePoint empty = NaiveEvaluator.valuesAt(plan, List.of(List.of()), 0);
            return text(empty.values(), never, empty.validUntil());
        }
        SlotRow row = slot.codec().decode(update.slot());
        return text(row.values(), row.timestamps(), row.validUntil());
    }

    private static String text(@Nullable Object[] values, long[] timestamps, long[] validUntil) {
        return Arrays.toString(values) + Arrays.toString(timestamps) + Arrays.toString(validUntil);
    }
}
