package io.sluice.definitions.rekey;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RandomLog;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.RandomPlans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.Streams;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Seen;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Slots;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.IntervalGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * E1 of contract §8 for a view of another entity, in pure Java: whatever the order in which partitions of the log are heard of, at a
 * checkpoint every slot equals the naive batch value over the records before the vector of offsets that it names.
 */
final class RekeyPropertyTest {
    private static final int LOGS = 30;
    private static final int ENTITIES = 3;

    @Test
    void atAnyCheckpointEverySlotIsTheNaiveValueOverTheOffsetsThatItNames() {
        int ties = 0;
        for (long seed = 1; seed <= LOGS; seed++) {
            Run run = new Run(seed, 1, () -> IntervalGate.NONE);
            while (run.goOn()) {
                if (run.random.nextInt(60) == 0) {
                    run.checkAll();
                }
            }
            run.checkAll();
            assertThat(run.machines)
                    .as("seed %d: everything arrived", seed)
                    .allSatisfy(machine -> assertThat(machine.checkpoint().seen())
                            .extracting(Seen::end)
                            .containsExactlyElementsOf(run.ends()));
            ties += run.ties();
        }
        assertThat(ties).as("rows of one time and id, from several partitions").isGreaterThan(5);
    }

    @Test
    void nothingIsReleasedThatRestsOnWhatAGateHasNotLetThrough() {
        int held = 0;
        for (long seed = 1; seed <= LOGS / 3; seed++) {
            Run run = new Run(seed, 3, Refusing::new);
            while (run.goOn()) {
                // random messages, restarts and checkpoints
            }
            run.machines.forEach(MetSlots::checkpoint);
            for (int partition = 0; partition < run.machines.size(); partition++) {
                Checkpoint last = run.machines.get(partition).checkpoint();
                boolean anyHeld = last.seen().stream().anyMatch(each -> each.judged() < each.end());
                held += anyHeld ? 1 : 0;
                assertThat(last.released() == last.emitted())
                        .as("seed %d, partition %d: %s", seed, partition, last)
                        .isEqualTo(!anyHeld || run.unjudged(partition, last) == 0);
                assertThat(last.released()).isLessThanOrEqualTo(last.emitted() - run.unjudged(partition, last));
            }
        }
        assertThat(held).as("partitions that are held").isBetween(5, LOGS);
    }

    @Test
    void twoEventsOfOneTimeAndOneIdAreInNoOrderOfArrival() {
        ViewPlan latest = new Plans()
                .source(Source.Kind.EVENTS, 0)
                .latest(0, null, DataType.BIGINT, Plans.NULL)
                .windowed(
                        0,
                        Plans.window(30L, 10, Feature.Update.EVENT),
                        Plans.aggregation(Aggregation.Kind.LAST),
                        DataType.BIGINT,
                        Plans.NULL)
                .build();
        List<Long> values = List.of(7L, 9L, 8L);
        for (int first = 0; first < values.size(); first++) {
            MetSlots slots = new MetSlots(
                    new MetSlots.Life(0, 0, 3),
                    SlotPlan.of(latest, 0, "definition"),
                    new InMemoryStore(),
                    Slots.portion(1));
            for (int i = 0; i < values.size(); i++) {
                Long value = values.get((first + i) % values.size());
                SourceRow row = new SourceRow(5, "e", new boolean[] {true, true}, new Object[] {value, value});
                slots.apply(new Rekeyed(i, 1, 5, 5, 1, new EntityRow("k", row), null), update -> {});
            }
            assertThat(slots.slot("k").values()).containsExactly(9L, 9L);
        }
    }

    /** Refuses every interval that comes after a hundred records. */
    private static final class Refusing implements IntervalGate {
        @Override
        public List<String> counters() {
            return List.of();
        }

        @Override
        public void count(Object[] row, long lag, long[] counts) {
            // the number of records is enough
        }

        @Override
        public List<String> failed(GateCounts counts, long atLeast) {
            return counts.records() >= Math.max(1, atLeast) ? List.of("refused") : List.of();
        }
    }

    /** Some partitions of a log, each read as often as there are rounds, the queues from each to each partition of the view, and what is on the way. */
    private static final class Run {
        final Random random;
        final List<MetSlots> machines = new ArrayList<>();
        private final long seed;
        private final ViewPlan view;
        private final SlotPlan plan;
        private final SlotCodec codec;
        private final RekeyedCodec form;
        private final int partitions;
        private final int rounds;
        private final Supplier<IntervalGate> gates;
        private final List<Log> logs = new ArrayList<>();
        private final List<List<Deque<byte[]>>> queues = new ArrayList<>();
        private final List<InMemoryStore> stores = new ArrayList<>();
        private final List<Map<String, SlotRow>> updated = new ArrayList<>();
        private final List<Long> sequences = new ArrayList<>();
        /** By partition of the view: of each update, how far each partition of the log had been taken in. */
        private final List<List<List<Long>>> restsOn = new ArrayList<>();

        Run(long seed, int rounds, Supplier<IntervalGate> gates) {
            this.seed = seed;
            this.rounds = rounds;
            this.gates = gates;
            random = new Random(seed);
            Streams streams = new Streams(seed);
            view = RandomPlans.slot(seed, streams);
            plan = SlotPlan.of(view, 0, "definition");
            codec = plan.codec();
            form = new RekeyedCodec(plan);
            partitions = 1 + random.nextInt(3);
            for (int p = 0; p < partitions; p++) {
                logs.add(new Log(p, 12 * seed + 4 * p + seed % 4));
                stores.add(new InMemoryStore());
                updated.add(new LinkedHashMap<>());
                sequences.add(0L);
                restsOn.add(new ArrayList<>());
                queues.add(new ArrayList<>());
                for (int q = 0; q < partitions; q++) {
                    queues.get(p).add(new ArrayDeque<>());
                }
            }
            for (int q = 0; q < partitions; q++) {
                machines.add(machine(q));
            }
        }

        private MetSlots machine(int q) {
            return new MetSlots(new MetSlots.Life(0, q, partitions), plan, stores.get(q), Slots.portion(partitions));
        }

        /** One random step; false when all is read and has arrived. */
        boolean goOn() {
            Log log = logs.get(random.nextInt(partitions));
            int q = random.nextInt(partitions);
            Deque<byte[]> queue = queues.get(log.partition).get(q);
            switch (random.nextInt(30)) {
                case 0, 15 -> send(log.split.standing());
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 -> log.read();
                case 13 -> restart(log, q);
                case 14 -> machines.get(q).checkpoint();
                default -> {
                    if (!queue.isEmpty()) {
                        deliver(q, queue.remove());
                    }
                }
            }
            boolean done = logs.stream().allMatch(Log::isRead)
                    && queues.stream().flatMap(List::stream).allMatch(Deque::isEmpty);
            if (done) {
                logs.forEach(each -> send(each.split.standing()));
                for (List<Deque<byte[]>> from : queues) {
                    for (int to = 0; to < partitions; to++) {
                        deliver(to, from.get(to).remove());
                    }
                }
            }
            return !done;
        }

        private void restart(Log log, int q) {
            log.split = log.split();
            machines.set(q, machine(q));
        }

        private void send(Rekeyed record) {
            for (int q = 0; q < partitions; q++) {
                if (!record.isRow() || number(record.entity()) % partitions == q) {
                    queues.get(record.origin()).get(q).add(form.encode(record));
                }
            }
        }

        private void deliver(int q, byte[] bytes) {
            MetSlots machine = machines.get(q);
            machine.apply(form.decode(bytes), update -> {
                sequences.set(q, sequences.get(q) + 1);
                assertThat(update.sequence()).isEqualTo(sequences.get(q));
                updated.get(q)
                        .put(
                                update.entity(),
                                codec.decode(Update.decode(update.encoded()).slot()));
            });
            if (random.nextInt(4) == 0) {
                machine.apply(form.decode(bytes), update -> {
                    throw new AssertionError("taken in twice");
                });
            }
            List<Long> now = machine.checkpoint().seen().stream().map(Seen::end).toList();
            while (restsOn.get(q).size() < sequences.get(q)) {
                restsOn.get(q).add(now);
            }
        }

        /** Updates at the end, from the first on that rests on something that is not judged. */
        long unjudged(int q, Checkpoint last) {
            List<List<Long>> rest = restsOn.get(q);
            for (int i = 0; i < rest.size(); i++) {
                for (int p = 0; p < partitions; p++) {
                    if (rest.get(i).get(p) > last.seen().get(p).judged()) {
                        return rest.size() - i;
                    }
                }
            }
            return 0;
        }

        List<Long> ends() {
            return logs.stream().map(log -> (long) log.records.size()).toList();
        }

        void checkAll() {
            for (int q = 0; q < partitions; q++) {
                Checkpoint checkpoint = machines.get(q).checkpoint();
                assertThat(Checkpoint.decode(checkpoint.encoded())).isEqualTo(checkpoint);
                assertThat(checkpoint.clock()).isEqualTo(clock(checkpoint));
                assertThat(checkpoint.watermark()).isEqualTo(watermark(checkpoint));
                assertThat(checkpoint.released()).isEqualTo(checkpoint.emitted());
                for (int entity = q; entity < ENTITIES; entity += partitions) {
                    assertThat(shown(q, "k" + entity))
                            .as("seed %d, partition %d, k%d at %s", seed, q, entity, checkpoint)
                            .isEqualTo(naive("k" + entity, checkpoint));
                }
            }
        }

        private String shown(int q, String entity) {
            SlotRow row = machines.get(q).slot(entity);
            SlotRow said = updated.get(q).get(entity);
            if (said == null) {
                assertThat(row.timestamps()).as("without an update").containsOnly(ChangePoint.NEVER);
            } else {
                assertThat(text(said))
                        .as("seed %d, last update of %s", seed, entity)
                        .isEqualTo(text(row));
            }
            return text(row);
        }

        private String text(SlotRow row) {
            return Streams.text(view, new ChangePoint(0, row.values(), row.timestamps(), row.validUntil()));
        }

        private long clock(Checkpoint checkpoint) {
            long clock = Long.MIN_VALUE;
            for (Log log : logs) {
                for (int i = 0; i < checkpoint.seen().get(log.partition).end(); i++) {
                    if (log.verdicts.get(i) == Verdict.ACCEPTED || log.verdicts.get(i) == Verdict.TICK) {
                        clock = Math.max(clock, log.records.get(i).eventTime());
                    }
                }
            }
            return clock;
        }

        /** What every source partition has reached in every partition of the log, as far as it was seen. */
        private long watermark(Checkpoint checkpoint) {
            long least = Long.MAX_VALUE;
            for (Log log : logs) {
                for (int s = 0; s < log.random.rules().sourcePartitions(); s++) {
                    long reached = Long.MIN_VALUE;
                    for (int i = 0; i < checkpoint.seen().get(log.partition).end(); i++) {
                        Stamped record = log.records.get(i);
                        boolean moves = record.stamp().partition() == s
                                && record.kind() != Stamped.Kind.ADMIT
                                && record.kind() != Stamped.Kind.DECISION
                                && log.verdicts.get(i) != Verdict.FUTURE;
                        reached = moves ? Math.max(reached, record.stamp().reached()) : reached;
                    }
                    least = Math.min(least, reached);
                }
            }
            return least;
        }

        /** From the archive alone: verdicts, clock and values by loops. */
        private String naive(String entity, Checkpoint checkpoint) {
            long clock = clock(checkpoint);
            List<SourceRow> rows = new ArrayList<>();
            for (Log log : logs) {
                for (int i = 0; i < checkpoint.seen().get(log.partition).end(); i++) {
                    Stamped record = log.records.get(i);
                    boolean counts = log.verdicts.get(i) == Verdict.ACCEPTED || log.verdicts.get(i) == Verdict.ADMIT;
                    if (counts && entity(record).equals(entity) && record.eventTime() <= clock) {
                        rows.add(log.row(record));
                    }
                }
            }
            ChangePoint point = NaiveEvaluator.valuesAt(view, List.of(rows), clock == Long.MIN_VALUE ? 0 : clock + 1);
            return Streams.text(view, new ChangePoint(0, point.values(), point.timestamps(), point.validUntil()));
        }

        /** Rows that count and have time and id of one from another partition of the log, in one entity. */
        int ties() {
            Map<String, Integer> first = new LinkedHashMap<>();
            int ties = 0;
            for (Log log : logs) {
                for (int i = 0; i < log.records.size(); i++) {
                    Stamped record = log.records.get(i);
                    Integer known = first.putIfAbsent(record.eventTime() + record.eventId(), log.partition);
                    ties += log.verdicts.get(i) == Verdict.ACCEPTED && known != null && known != log.partition ? 1 : 0;
                }
            }
            return ties;
        }

        private static String entity(Stamped record) {
            return "k" + number(record.eventId()) % ENTITIES;
        }

        private static int number(String name) {
            return name.isEmpty() ? 0 : name.charAt(name.length() - 1) - '0';
        }

        /** One partition of the log with what reads it. */
        private final class Log {
            final int partition;
            final List<Stamped> records;
            final List<Verdict> verdicts;
            LogSplit split;
            private final RandomLog random;
            private final Acceptance acceptance;
            private final InMemoryStore store = new InMemoryStore();
            private int offset;

            Log(int partition, long logSeed) {
                this.partition = partition;
                random = new RandomLog(logSeed);
                records = random.records();
                List<Placed> placed = new ArrayList<>();
                records.forEach(record -> placed.add(new Placed(placed.size(), record)));
                verdicts = NaiveAcceptance.verdicts(random.rules(), placed);
                acceptance = new Acceptance(random.rules(), new InMemoryStore());
                split = split();
            }

            LogSplit split() {
                Incarnation incarnation =
                        new Incarnation(0, partition, random.rules().sourcePartitions());
                return new LogSplit(incarnation, store, gates.get());
            }

            boolean isRead() {
                return offset == rounds * records.size();
            }

            void read() {
                if (!isRead()) {
                    Stamped record = records.get(offset % records.size());
                    LogRecord decided = acceptance.decide(record);
                    EntityRow row = new EntityRow(entity(record), row(record));
                    split.apply(offset++, decided, row, null).ifPresent(Run.this::send);
                }
            }

            /** Rows of one time and id in several partitions of the log are different events. */
            SourceRow row(Stamped record) {
                long content = 31 * (31 * record.eventTime() + record.eventId().hashCode())
                        + (record.key().length == 0 ? 0 : record.key()[0])
                        + 7 * partition;
                return new Streams(seed * 1_000_003 + content)
                        .row(view, view.sources().get(0), record.eventTime(), record.eventId());
            }
        }
    }
}
