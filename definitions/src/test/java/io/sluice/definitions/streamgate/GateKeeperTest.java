package io.sluice.definitions.streamgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.GateDecision.Outcome;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GateKeeperTest {
    private static final Object[] GOOD = {1L};
    private static final Object[] BAD = {null};

    /** At most a tenth of the values are null. */
    private record FewNulls(List<String> counters) implements IntervalGate {
        FewNulls() {
            this(List.of("amount IS NULL"));
        }

        @Override
        public void count(@Nullable Object[] row, long lag, long[] counts) {
            counts[0] += row[0] == null ? 1 : 0;
        }

        @Override
        public List<String> failed(GateCounts counts, long atLeast) {
            long nulls = counts.counted().getOrDefault(counters.get(0), 0L);
            long rows = counts.rows() + Math.max(0, atLeast - counts.records());
            return nulls * 10 > rows ? List.of("few_nulls") : List.of();
        }
    }

    private final GateKeeper keeper = new GateKeeper(new FewNulls(), 1, 0);
    private long end;
    private long emitted;

    @Test
    void whatPassesIsReleased() {
        rows(GOOD, 150);
        close();

        assertThat(keeper.released()).isEqualTo(150);
        assertThat(keeper.hold()).isEmpty();
    }

    @Test
    void fromAFailureOnNothingIsReleased() {
        rows(GOOD, 150);
        close();
        rows(BAD, 150);
        close();
        rows(GOOD, 5_000);
        close();

        assertThat(keeper.released()).isEqualTo(150);
        assertThat(keeper.hold()).hasValueSatisfying(hold -> {
            assertThat(hold.from()).isEqualTo(150);
            assertThat(hold.to()).isEqualTo(300);
            assertThat(hold.failed()).containsExactly("few_nulls");
            assertThat(hold.counts().counted()).containsEntry("amount IS NULL", 150L);
        });
    }

    @Test
    void aFewRowsSayNothingByThemselves() {
        rows(BAD, 1);
        close();
        assertThat(keeper.released()).isEqualTo(1);

        rows(GOOD, 200);
        close();
        rows(BAD, 3);
        close();
        assertThat(keeper.released()).as("three of 204").isEqualTo(204);
    }

    @Test
    void whatAHundredRecordsWouldFailIsHeldBeforeThereAreSoMany() {
        rows(GOOD, 10);
        close();
        rows(BAD, 10);
        close();
        assertThat(keeper.released()).as("ten of a hundred").isEqualTo(20);

        rows(BAD, 1);
        close();
        assertThat(keeper.released()).isEqualTo(20);
        assertThat(keeper.hold())
                .hasValueSatisfying(hold -> assertThat(hold.counts())
                        .as("as they were counted")
                        .isEqualTo(new GateCounts(21, 0, 21, Map.of("amount IS NULL", 11L))));
    }

    @Test
    void goodRowsAfterFewBadOnesAreNotHeldForThem() {
        rows(BAD, 9);
        close();
        for (int i = 0; i < 150; i++) {
            rows(GOOD, 1);
            close();
        }
        assertThat(keeper.hold()).isEmpty();
        assertThat(keeper.released()).isEqualTo(159);
    }

    /** Each checkpoint holds one row only, and half of them are bad. */
    @Test
    void manySmallIntervalsAreJudgedTogether() {
        for (int i = 0; i < 2_000 && keeper.hold().isEmpty(); i++) {
            rows(i >= 1_000 && i % 2 == 0 ? BAD : GOOD, 1);
            close();
        }

        assertThat(keeper.hold()).isPresent();
        assertThat(keeper.released()).isBetween(1_000L, 1_060L);
    }

    @Test
    void aReleaseLetsTheIntervalThroughAndWhatCameAfterIsJudgedByItself() {
        rows(BAD, 150);
        close();
        rows(GOOD, 300);
        close();
        assertThat(keeper.released()).isZero();

        assertThat(keeper.decide(decision(1, 0, 0, 150, Outcome.RELEASE))).isTrue();
        assertThat(keeper.released()).isEqualTo(150);
        close();
        assertThat(keeper.released()).isEqualTo(450);
        assertThat(keeper.hold()).isEmpty();
    }

    @Test
    void badRowsAfterTheHoldAreOneHoldMore() {
        rows(BAD, 150);
        close();
        rows(BAD, 150);
        close();
        rows(BAD, 150);
        close();
        keeper.decide(decision(1, 0, 0, 150, Outcome.RELEASE));
        close();

        assertThat(keeper.released()).isEqualTo(150);
        assertThat(keeper.hold()).hasValueSatisfying(hold -> {
            assertThat(hold.from()).isEqualTo(150);
            assertThat(hold.to()).isEqualTo(450);
        });
    }

    @Test
    void otherDecisionsChangeNothing() {
        rows(BAD, 150);
        close();

        assertThat(keeper.decide(decision(2, 0, 0, 150, Outcome.RELEASE))).isFalse();
        assertThat(keeper.decide(decision(1, 1, 0, 150, Outcome.RELEASE))).isFalse();
        assertThat(keeper.decide(decision(1, 0, 0, 149, Outcome.RELEASE))).isFalse();
        assertThat(keeper.decide(decision(1, 0, 1, 150, Outcome.RELEASE))).isFalse();
        assertThat(keeper.released()).isZero();
    }

    @Test
    void aRejectedIntervalStaysHeldWhateverIsSaidLater() {
        rows(BAD, 150);
        close();
        keeper.decide(decision(1, 0, 0, 150, Outcome.REJECT));
        keeper.decide(decision(1, 0, 0, 150, Outcome.RELEASE));

        assertThat(keeper.hold())
                .hasValueSatisfying(hold -> assertThat(hold.state()).isEqualTo(Hold.State.REJECTED));
        assertThat(keeper.released()).isZero();
    }

    /** Taken down and built up again at any point, it goes on as if nothing had happened. */
    @Test
    void itsStateIsAllThatItKnows() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            GateKeeper one = new GateKeeper(new FewNulls(), 1, 0);
            GateKeeper other = new GateKeeper(new FewNulls(), 1, 0);
            for (long offset = 1; offset < 600; offset++) {
                Object[] row = random.nextInt(8) == 0 ? BAD : GOOD;
                one.count(Verdict.ACCEPTED, 0, row);
                other.count(Verdict.ACCEPTED, 0, row);
                if (random.nextInt(7) == 0) {
                    one.close(offset, offset, List.of());
                    other.close(offset, offset, List.of());
                }
                if (random.nextInt(50) == 0) {
                    GateDecision decision = decision(1, 0, 0, offset, Outcome.RELEASE);
                    one.decide(decision);
                    other.decide(decision);
                }
                other = restored(other, new GateKeeper(new FewNulls(), 1, 0));
                assertThat(other.released()).as("seed %d", seed).isEqualTo(one.released());
                assertThat(other.hold()).isEqualTo(one.hold());
            }
        }
    }

    @Test
    void aGateWithOtherConditionsStartsCountingAnew() {
        rows(BAD, 150);
        close();
        GateKeeper changed = restored(keeper, new GateKeeper(new FewNulls(List.of("price IS NULL")), 1, 0));

        assertThat(changed.hold()).as("what is held stays held").isEqualTo(keeper.hold());
        changed.decide(decision(1, 0, 0, 150, Outcome.RELEASE));
        assertThat(changed.released()).isEqualTo(150);
    }

    /** Hours behind a hold, then another gate: its counts say nothing about them, so they are not released by what comes after. */
    @Test
    void manyRecordsThatAnotherGateCountedWaitForAPerson() {
        rows(BAD, 150);
        close();
        rows(BAD, 5_000);
        GateKeeper changed = restored(keeper, other());
        changed = restored(changed, other());
        changed.decide(decision(1, 0, 0, 150, Outcome.RELEASE));
        changed.count(Verdict.ACCEPTED, 0, GOOD);
        changed.close(5_151, 5_151, List.of());

        assertThat(changed.released()).isEqualTo(150);
        assertThat(changed.hold()).hasValueSatisfying(hold -> {
            assertThat(hold.from()).isEqualTo(150);
            assertThat(hold.failed()).containsExactly(GateKeeper.COUNTED_OTHERWISE);
            assertThat(hold.counts()).isEqualTo(new GateCounts(5_001, 0, 5_001, Map.of()));
        });

        changed.decide(decision(1, 0, 150, 5_151, Outcome.RELEASE));
        changed.count(Verdict.ACCEPTED, 0, GOOD);
        changed.close(5_152, 5_152, List.of());
        assertThat(changed.released()).as("what comes after is judged as ever").isEqualTo(5_152);
    }

    @Test
    void fewRecordsThatAnotherGateCountedHoldNothingUp() {
        rows(GOOD, 99);
        GateKeeper changed = restored(keeper, other());
        changed.close(99, 99, List.of());
        assertThat(changed.released()).isEqualTo(99);
    }

    private static GateKeeper other() {
        return new GateKeeper(new FewNulls(List.of("price IS NULL")), 1, 0);
    }

    @Test
    void countsAddUpByName() {
        GateCounts one = new GateCounts(5, 1, 4, Map.of("a", 1L, "b", 2L));
        GateCounts other = new GateCounts(3, 0, 3, Map.of("b", 5L));

        assertThat(one.plus(other)).isEqualTo(new GateCounts(8, 1, 7, Map.of("a", 1L, "b", 7L)));
    }

    private static GateKeeper restored(GateKeeper from, GateKeeper into) {
        byte[] settled = Bytes.of(out -> {
            out.writeByte(1);
            from.write(out);
            from.writeCounts(out);
        });
        return Bytes.read("gate", (byte) 1, settled, in -> {
            into.read(in);
            into.readCounts(in);
            return into;
        });
    }

    private void rows(Object[] row, int times) {
        for (int i = 0; i < times; i++) {
            keeper.count(Verdict.ACCEPTED, 0, row);
            end++;
            emitted++;
        }
    }

    private void close() {
        keeper.close(end, emitted, List.of());
    }

    private static GateDecision decision(long epoch, int partition, long from, long to, Outcome outcome) {
        return new GateDecision("gate", epoch, partition, from, to, outcome);
    }
}
