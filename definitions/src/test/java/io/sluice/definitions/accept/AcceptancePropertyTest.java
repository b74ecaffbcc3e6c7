package io.sluice.definitions.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.RejectedRanges.Range;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every verdict equals the one recomputed from the whole archive, on seeded random streams of several source partitions. */
final class AcceptancePropertyTest {
    private static final int STREAMS = 400;

    @Test
    void verdictsEqualThoseRecomputedFromTheWholeArchive() {
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);
        for (long seed = 1; seed <= STREAMS; seed++) {
            RandomLog log = new RandomLog(seed);
            Acceptance acceptance = new Acceptance(log.rules(), new InMemoryStore());
            List<Verdict> verdicts = new ArrayList<>();
            for (Stamped record : log.records()) {
                verdicts.add(acceptance.decide(record).verdict());
            }

            assertThat(verdicts)
                    .as("seed %d", seed)
                    .isEqualTo(NaiveAcceptance.verdicts(log.rules(), placed(log.records())));
            verdicts.forEach(verdict -> seen.merge(verdict, 1, Integer::sum));
        }
        // The streams hold what they are for.
        assertThat(seen)
                .containsOnlyKeys(
                        Verdict.ACCEPTED,
                        Verdict.LATE,
                        Verdict.DUPLICATE,
                        Verdict.INVALID,
                        Verdict.FUTURE,
                        Verdict.OVERLAP,
                        Verdict.TICK,
                        Verdict.ADMIT,
                        Verdict.DECISION);
        assertThat(seen.values()).allMatch(count -> count >= 50, "at least 50 each: " + seen);
    }

    @Test
    void goesOnFromItsStoreWhereverItStopped() {
        for (long seed = 1; seed <= 100; seed++) {
            RandomLog log = new RandomLog(seed);
            Acceptance whole = new Acceptance(log.rules(), new InMemoryStore());
            InMemoryStore store = new InMemoryStore();
            for (Stamped record : log.records()) {
                byte[] stopped =
                        new Acceptance(log.rules(), store).decide(record).encoded();
                assertThat(stopped)
                        .as("seed %d", seed)
                        .isEqualTo(whole.decide(record).encoded());
            }
            Acceptance last = new Acceptance(log.rules(), store);
            assertThat(last.clock()).isEqualTo(whole.clock());
            assertThat(last.watermark()).isEqualTo(whole.watermark());
            for (Verdict verdict : Verdict.values()) {
                assertThat(last.count(verdict)).isEqualTo(whole.count(verdict));
            }
        }
    }

    @Test
    void aNewIncarnationDecidesAgainWithoutTheRejectedRange() {
        int changed = 0;
        for (long seed = 1; seed <= 100; seed++) {
            RandomLog log = new RandomLog(seed);
            List<Stamped> records = log.records();
            Acceptance first = new Acceptance(log.rules(), new InMemoryStore());
            List<LogRecord> archive = records.stream().map(first::decide).toList();
            long from = records.size() / 3;
            RejectedRanges rejected = new RejectedRanges(List.of(new Range(from, from + records.size() / 4)));
            AcceptRules rules = log.rules(1, rejected);
            Acceptance second = new Acceptance(rules, new InMemoryStore());
            List<Verdict> verdicts = new ArrayList<>();
            for (int offset = 0; offset < archive.size(); offset++) {
                LogRecord known = archive.get(offset);
                if (offset < from) {
                    second.recall(known);
                    verdicts.add(known.verdict());
                } else {
                    LogRecord again = second.decideAgain(offset, known);
                    assertThat(again.epoch()).isEqualTo(1);
                    assertThat(again.decides()).isEqualTo(offset);
                    verdicts.add(again.verdict());
                    changed += again.verdict() != known.verdict() && again.verdict() != Verdict.REJECTED ? 1 : 0;
                }
            }

            assertThat(verdicts).as("seed %d", seed).isEqualTo(NaiveAcceptance.verdicts(rules, placed(records)));
        }
        assertThat(changed).as("duplicates of rejected rows that count now").isPositive();
    }

    @Test
    void stampsWhatEachSourcePartitionHasReached() {
        for (long seed = 1; seed <= 100; seed++) {
            RandomLog log = new RandomLog(seed);
            for (List<Stamped> records : log.bySourcePartition()) {
                assertThat(records.stream().map(record -> record.stamp().reached()))
                        .as("seed %d", seed)
                        .isEqualTo(NaiveAcceptance.reached(log.rules(), records));
            }
        }
    }

    /** What is kept is bounded by the lateness, and nothing that is dropped could have made a difference. */
    @Test
    void keepsNoMoreThanWhatMayStillComeInTime() {
        AcceptRules rules = new AcceptRules(1, 1_000, 100, Long.MIN_VALUE, 5_000, 0, RejectedRanges.NONE);
        InMemoryStore store = new InMemoryStore();
        Acceptance acceptance = new Acceptance(rules, store);
        Stamping stamping = new Stamping(0, 100, 60_000);
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            Stamp stamp = stamping.stamp(i, i * 10L, i * 10L);
            acceptance.decide(Stamped.event(stamp, i * 10L, "e" + i, new byte[] {1}, new byte[] {2}));
            most = Math.max(most, store.size());
        }
        // 100 events in the lateness, a 32nd part more until they are looked for, one value of progress
        assertThat(most).isBetween(100, 110);
    }

    static List<Placed> placed(List<Stamped> records) {
        List<Placed> placed = new ArrayList<>();
        records.forEach(record -> placed.add(new Placed(placed.size(), record)));
        return placed;
    }
}
