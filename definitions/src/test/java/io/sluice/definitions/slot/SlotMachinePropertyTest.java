package io.sluice.definitions.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RandomLog;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.RandomPlans;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.Streams;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.definitions.streamgate.IntervalGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** E1 of contract §8 in pure Java: at an offset, every slot equals the naive batch value over the rows that count. */
final class SlotMachinePropertyTest {
    private static final int STREAMS = 240;
    private static final List<String> ENTITIES = List.of("k0", "k1");

    @Test
    void everySlotEqualsTheNaiveBatchValueOverTheRowsThatCount() {
        for (long seed = 1; seed <= STREAMS; seed++) {
            Stream stream = new Stream(seed);
            for (int offset = 0; offset < stream.records.size(); offset++) {
                stream.apply(offset);
                if (offset % 9 == seed % 9 || offset == stream.records.size() - 1) {
                    stream.catchUp(offset);
                    for (String entity : ENTITIES) {
                        assertThat(stream.shown(entity))
                                .as("seed %d, offset %d, %s", seed, offset, entity)
                                .isEqualTo(stream.naive(entity, offset));
                    }
                }
            }
        }
    }

    /** What is final at an offset is the same with all ordinary rows that come later. */
    @Test
    void whatIsFinalStaysButForCorrections() {
        int judged = 0;
        for (long seed = 1; seed <= STREAMS / 4; seed++) {
            Stream stream = new Stream(seed);
            for (int offset = 0; offset <= stream.records.size() / 2; offset++) {
                stream.apply(offset);
            }
            stream.catchUp(stream.records.size() / 2);
            judged += stream.compareFinal("k0", stream.records.size() / 2);
        }
        assertThat(judged).as("final values compared").isGreaterThan(100);
    }

    /** A random slot, a random log, and both ways to see what it says. */
    private static final class Stream {
        final List<Stamped> records;
        final ViewPlan view;
        private final long seed;
        private final Streams streams;
        private final SlotPlan plan;
        private final SlotCodec codec;
        private final List<Verdict> verdicts;
        private final Acceptance acceptance;
        private final Incarnation incarnation;
        private final InMemoryStore store = new InMemoryStore();
        private final Map<String, SlotRow> updated = new LinkedHashMap<>();
        private SlotMachine machine;
        private long sequence;
        private final long lateness;

        Stream(long seed) {
            this.seed = seed;
            streams = new Streams(seed);
            RandomLog log = new RandomLog(seed);
            records = log.records();
            lateness = log.rules().allowedLateness();
            view = RandomPlans.slot(seed, streams);
            plan = SlotPlan.of(view, 0, "definition");
            codec = plan.codec();
            List<Placed> placed = new ArrayList<>();
            records.forEach(record -> placed.add(new Placed(placed.size(), record)));
            verdicts = NaiveAcceptance.verdicts(log.rules(), placed);
            acceptance = new Acceptance(log.rules(), new InMemoryStore());
            incarnation = new Incarnation(0, 0, log.rules().sourcePartitions());
            machine = machine();
        }

        void apply(int offset) {
            LogRecord record = acceptance.decide(records.get(offset));
            EntityRow row = new EntityRow(entity(records.get(offset)), row(records.get(offset)));
            machine.apply(offset, record, row, update -> take(offset, update));
            if (streams.below(20) == 0) {
                machine = machine();
            }
        }

        private void take(int offset, io.sluice.definitions.slot.Update update) {
            assertThat(update.sequence()).isEqualTo(++sequence);
            assertThat(update.offset()).isEqualTo(offset);
            updated.put(
                    update.entity(),
                    codec.decode(io.sluice.definitions.slot.Update.decode(update.encoded())
                            .slot()));
        }

        /** Of every second stream what expires at once is brought up to date in as small portions as there are. */
        private SlotMachine machine() {
            return seed % 2 == 0
                    ? new SlotMachine(incarnation, plan, store, IntervalGate.NONE, 1)
                    : new SlotMachine(incarnation, plan, store);
        }

        /** To what a checkpoint would cover. */
        void catchUp(int offset) {
            boolean done = false;
            while (!done) {
                done = machine.catchUp(update -> take(offset, update));
            }
        }

        /** The slot as the state has it, and as the last update said. */
        String shown(String entity) {
            SlotRow row = machine.slot(entity);
            SlotRow said = updated.get(entity);
            if (said != null) {
                assertThat(text(said))
                        .as("seed %d, last update of %s", seed, entity)
                        .isEqualTo(text(row));
            } else {
                assertThat(row.timestamps()).as("without an update").containsOnly(ChangePoint.NEVER);
            }
            return text(row);
        }

        private String text(SlotRow row) {
            return Streams.text(view, new ChangePoint(0, row.values(), row.timestamps(), row.validUntil()));
        }

        /** From the archive alone: verdicts, clock and values by loops. */
        String naive(String entity, int offset) {
            long clock = Long.MIN_VALUE;
            for (int i = 0; i <= offset; i++) {
                if (verdicts.get(i) == Verdict.ACCEPTED || verdicts.get(i) == Verdict.TICK) {
                    clock = Math.max(clock, records.get(i).eventTime());
                }
            }
            List<SourceRow> rows = new ArrayList<>();
            for (int i = 0; i <= offset; i++) {
                Stamped record = records.get(i);
                boolean counts = verdicts.get(i) == Verdict.ACCEPTED || verdicts.get(i) == Verdict.ADMIT;
                if (counts && entity(record).equals(entity) && record.eventTime() <= clock) {
                    rows.add(row(record));
                }
            }
            ChangePoint point = NaiveEvaluator.valuesAt(view, List.of(rows), clock == Long.MIN_VALUE ? 0 : clock + 1);
            return Streams.text(view, new ChangePoint(0, point.values(), point.timestamps(), point.validUntil()));
        }

        /** Compares each final value with that at its own instant over all rows that are no corrections; says how many. */
        int compareFinal(String entity, int offset) {
            SlotRow row = machine.slot(entity);
            long watermark = machine.checkpoint().watermark();
            Source source = view.sources().get(0).source();
            int judged = 0;
            for (int i = 0; i < row.timestamps().length; i++) {
                long since = row.timestamps()[i];
                if (Finality.of(view.features().get(i).feature(), source(lateness), since, watermark)
                        == Finality.FINAL) {
                    judged++;
                    ChangePoint known = NaiveEvaluator.valuesAt(view, List.of(ordinary(entity, offset)), since);
                    ChangePoint all =
                            NaiveEvaluator.valuesAt(view, List.of(ordinary(entity, records.size() - 1)), since);
                    assertThat(Streams.text(all.values()[i]))
                            .as("seed %d, feature %d of %s", seed, i, source.kind())
                            .isEqualTo(Streams.text(known.values()[i]));
                }
            }
            return judged;
        }

        private Source source(long allowed) {
            Source plain = view.sources().get(0).source();
            return new Source(
                    plain.name(),
                    plain.kind(),
                    plain.schema(),
                    plain.eventTime(),
                    plain.eventId(),
                    null,
                    null,
                    plain.partitionBy(),
                    null,
                    Duration.ofMillis(allowed),
                    plain.latePolicy(),
                    plain.idleAfter(),
                    plain.maxFutureSkew(),
                    plain.delay(),
                    plain.pii(),
                    null,
                    null,
                    plain.expectations(),
                    null,
                    null,
                    null);
        }

        private List<SourceRow> ordinary(String entity, int offset) {
            List<SourceRow> rows = new ArrayList<>();
            for (int i = 0; i <= offset; i++) {
                if (verdicts.get(i) == Verdict.ACCEPTED
                        && entity(records.get(i)).equals(entity)) {
                    rows.add(row(records.get(i)));
                }
            }
            return rows;
        }

        private static String entity(Stamped record) {
            return "k" + (record.key().length == 0 ? "" : record.key()[0]);
        }

        /** A row is a function of its identity: ties are equal rows, brought back after their identity was forgotten. */
        private SourceRow row(Stamped record) {
            long content = 31 * record.eventTime() + record.eventId().hashCode();
            return new Streams(seed * 1_000_003 + content)
                    .row(view, view.sources().get(0), record.eventTime(), record.eventId());
        }
    }
}
