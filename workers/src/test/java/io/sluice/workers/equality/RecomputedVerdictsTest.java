package io.sluice.workers.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.workers.broker.StreamSources;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts without looking at those that were given, against the naive rule. */
final class RecomputedVerdictsTest {
    private static final int PARTITIONS = 2;
    private static final long LATENESS = 20;
    private static final long SKEW = 10;
    private static final long CUTOVER = 1_010;
    private static final Sampling ALL = Sampling.of(100, 1);

    @ParameterizedTest
    @ValueSource(longs = {0, 15, AcceptRules.FOREVER})
    void areThoseOfTheNaiveRule(long memory) {
        AcceptRules rules = rules(memory);
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        for (long seed = 0; seed < 20; seed++) {
            List<Placed> log = log(new Random(seed));
            List<Verdict> naive = NaiveAcceptance.verdicts(rules, log);
            RecomputedVerdicts verdicts = new RecomputedVerdicts(rules, List.of(), ALL);
            RecomputedVerdicts none = new RecomputedVerdicts(rules, List.of(), new Sampling(1, seed, 1, 1));
            for (int i = 0; i < log.size(); i++) {
                Stamped stamped = log.get(i).stamped();
                assertThat(verdicts.of(i, record(Verdict.OVERLAP, stamped)))
                        .as("seed %d, record %d: %s", seed, i, stamped)
                        .isEqualTo(naive.get(i));
                assertThat(none.of(i, record(naive.get(i), stamped)))
                        .as("of keys of which nothing is kept")
                        .isEqualTo(naive.get(i));
            }
            seen.addAll(naive);
        }
        assertThat(seen)
                .contains(
                        Verdict.ACCEPTED,
                        Verdict.ADMIT,
                        Verdict.LATE,
                        Verdict.FUTURE,
                        Verdict.OVERLAP,
                        Verdict.DUPLICATE,
                        Verdict.INVALID,
                        Verdict.TICK);
    }

    @Test
    void whatPeopleTookOutIsRejectedByTheNextIncarnation() {
        RecomputedVerdicts verdicts =
                new RecomputedVerdicts(rules(0), List.of(range(5, 7, List.of()), range(8, 10, List.of("r"))), ALL);
        for (long offset = 5; offset < 11; offset++) {
            verdicts.supersede(offset, record(Verdict.ACCEPTED, event((int) offset)));
        }
        List<Verdict> again = new ArrayList<>();
        for (int place = 5; place < 11; place++) {
            Verdict archived = place == 8 || place == 10 ? Verdict.REJECTED : Verdict.ACCEPTED;
            again.add(verdicts.of(place + 100, new LogRecord(2, place, archived, List.of(), event(place))));
        }
        assertThat(again)
                .as("of a range that was taken out in part the gate knows which; the last is in none")
                .containsExactly(
                        Verdict.REJECTED,
                        Verdict.REJECTED,
                        Verdict.ACCEPTED,
                        Verdict.REJECTED,
                        Verdict.ACCEPTED,
                        Verdict.ACCEPTED);
    }

    /** The incarnation that held the range had decided nothing of this partition again. */
    @Test
    void aRangeOfALaterIncarnationIsOfItsRecordsToo() {
        RejectedRangeRow held = new RejectedRangeRow("s", 0, 2, 5, 7, List.of(), "g", "ana", "bad", "w", Instant.EPOCH);
        RecomputedVerdicts verdicts = new RecomputedVerdicts(rules(0), List.of(held), ALL);
        verdicts.supersede(5, record(Verdict.ACCEPTED, event(5)));
        verdicts.supersede(7, record(Verdict.ACCEPTED, event(7)));
        assertThat(verdicts.of(105, new LogRecord(3, 5, Verdict.REJECTED, List.of(), event(5))))
                .isEqualTo(Verdict.REJECTED);
        assertThat(verdicts.of(107, new LogRecord(3, 7, Verdict.ACCEPTED, List.of(), event(7))))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void whatIsRejectedOfAnIncarnationLeavesWithTheNext() {
        ComparedStream stream = new ComparedStream(
                StreamSources.clicks("ranges", "ranges_raw"), rules(0), 1, null, List.of(range(5, 7, List.of())));
        assertThat(stream.ranges(0, 1)).isEmpty();
        assertThat(stream.ranges(0, 2)).hasSize(1);
        assertThat(stream.ranges(1, 2)).isEmpty();
    }

    private static RejectedRangeRow range(long from, long to, List<String> rules) {
        return new RejectedRangeRow("s", 0, 1, from, to, rules, "g", "ana", "bad", "w", Instant.EPOCH);
    }

    private static Stamped event(int id) {
        return event(id, 2_000, 2_000, 2_000, 1);
    }

    private static Stamped event(int id, long time, long appended, long reached, int content) {
        byte[] key = {(byte) ('a' + id % 3)};
        return Stamped.event(
                new Stamp(id % PARTITIONS, id, appended, reached), time, "e" + id, key, new byte[] {(byte) content});
    }

    private static LogRecord record(Verdict verdict, Stamped stamped) {
        return new LogRecord(1, LogRecord.FIRST, verdict, List.of(), stamped);
    }

    private static AcceptRules rules(long memory) {
        return new AcceptRules(PARTITIONS, LATENESS, SKEW, CUTOVER, memory, 1, RejectedRanges.NONE);
    }

    private static List<Placed> log(Random random) {
        long[] reached = {Stamp.NOTHING, Stamp.NOTHING};
        long now = 1_000;
        List<Placed> log = new ArrayList<>();
        for (int place = 0; place < 250; place++) {
            now += random.nextInt(3);
            int from = random.nextInt(PARTITIONS);
            long time = now + random.nextInt(55) - 40;
            boolean isFuture = time > now + SKEW;
            reached[from] = isFuture ? reached[from] : Math.max(reached[from], time);
            Stamp stamp = new Stamp(from, place, now, reached[from]);
            int id = random.nextInt(4);
            Stamped event = new Stamped(
                    Stamped.Kind.EVENT,
                    stamp,
                    time,
                    "e" + id,
                    ("k" + id % 3).getBytes(StandardCharsets.UTF_8),
                    new byte[] {(byte) random.nextInt(2)},
                    random.nextInt(12) == 0 ? List.of("rule") : List.of(),
                    new byte[0]);
            int kind = random.nextInt(10);
            Stamped earlier =
                    log.isEmpty() ? event : log.get(random.nextInt(log.size())).stamped();
            log.add(new Placed(
                    place,
                    kind == 0 && reached[from] != Stamp.NOTHING
                            ? Stamped.tick(stamp)
                            : kind < 4 && earlier.kind() == Stamped.Kind.EVENT ? earlier.admitted() : event));
        }
        return log;
    }
}
