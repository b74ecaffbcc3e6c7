package io.sluice.definitions.streamgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StretchBookTest {
    private static final long LENGTH = 100;
    private static final long LATENESS = 30;

    /** Every stretch of which there are fewer rows than in half of those before it on average, or in which there are none. */
    private static final class Enough implements IntervalGate {
        final List<Stretch> seen = new ArrayList<>();

        @Override
        public List<String> counters() {
            return List.of();
        }

        @Override
        public void count(@Nullable Object[] row, long lag, long[] counts) {
            // stretches are enough
        }

        @Override
        public List<String> failed(GateCounts counts, long atLeast) {
            return List.of();
        }

        @Override
        public List<Long> stretches() {
            return List.of(LENGTH);
        }

        @Override
        public long lateness() {
            return LATENESS;
        }

        @Override
        public List<String> failed(Stretch stretch) {
            seen.add(stretch);
            return stretch.rows() == 0 ? List.of("enough") : List.of();
        }
    }

    private final InMemoryStore store = new InMemoryStore();
    private final Enough gate = new Enough();
    private StretchBook book = new StretchBook(gate, store);

    @Test
    void aStretchIsJudgedOnceNothingOfItCanBeAcceptedAnyMore() {
        accepted(50, 50);
        accepted(110, 110);
        accepted(190, 190);
        accepted(229, 229);
        assertThat(gate.seen).as("up to 229 - 30").isEmpty();

        accepted(120, 229);
        accepted(230, 230);
        assertThat(gate.seen).containsExactly(new Stretch(LENGTH, 100, 3, List.of()));
        accepted(331, 331);
        assertThat(gate.seen.get(1)).isEqualTo(new Stretch(LENGTH, 200, 2, List.of(3L)));
        assertThat(book.failed()).isEmpty();
    }

    @Test
    void timeAloneEndsStretchesWithoutRows() {
        accepted(50, 50);
        book.count(Verdict.TICK, 440, 440);

        assertThat(gate.seen).extracting(Stretch::rows).containsExactly(0L, 0L, 0L);
        assertThat(book.failed()).extracting(each -> each.stretch().start()).containsExactly(100L, 200L, 300L);
        assertThat(reopened().failed()).isEqualTo(book.failed());
        book.forgetFailed();
        assertThat(reopened().failed()).isEmpty();
    }

    @Test
    void whatSomebodyTookOutIsNotJudged() {
        accepted(50, 50);
        accepted(110, 110);
        book.count(Verdict.REJECTED, 120, 120);
        accepted(130, 130);
        accepted(210, 210);
        book.count(Verdict.TICK, 400, 400);

        assertThat(gate.seen).extracting(Stretch::start).containsExactly(200L);
        assertThat(gate.seen.get(0).before())
                .as("nor is it what others are compared with")
                .isEmpty();
    }

    @Test
    void aWrongClockAtTheBeginningIsNoSilence() {
        accepted(0, 0);
        accepted(1_000_000_050L, 1_000_000_050L);
        accepted(1_000_000_120L, 1_000_000_120L);
        accepted(1_000_000_240L, 1_000_000_240L);

        assertThat(gate.seen).extracting(Stretch::start).containsExactly(1_000_000_000L, 1_000_000_100L);
        assertThat(book.failed()).isEmpty();
    }

    /** Whatever the order, whenever it is built up again: each stretch has the rows that a batch would count. */
    @Test
    void everyStretchHasTheRowsThatANaiveCountFinds() {
        for (long seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            InMemoryStore kept = new InMemoryStore();
            Enough judged = new Enough();
            Map<Long, Long> naive = new TreeMap<>();
            long reached = 1_000;
            new StretchBook(judged, kept).count(Verdict.TICK, reached, reached);
            for (int i = 0; i < 2_000; i++) {
                long time = reached - LATENESS + random.nextInt(60);
                Verdict verdict = random.nextInt(9) == 0 ? Verdict.DUPLICATE : Verdict.ACCEPTED;
                reached = Math.max(reached, time);
                if (verdict == Verdict.ACCEPTED) {
                    naive.merge(Math.floorDiv(time, LENGTH) * LENGTH, 1L, Long::sum);
                }
                new StretchBook(judged, kept).count(verdict, time, reached);
            }

            assertThat(judged.seen).as("seed %d", seed).hasSizeGreaterThan(100);
            for (int i = 0; i < judged.seen.size(); i++) {
                Stretch each = judged.seen.get(i);
                assertThat(each.start()).isEqualTo(1_100 + i * LENGTH);
                assertThat(each.rows()).isEqualTo(naive.getOrDefault(each.start(), 0L));
                assertThat(each.before())
                        .hasSize(Math.min(i, Stretch.KEPT))
                        .endsWith(judged.seen.subList(Math.max(0, i - 3), i).stream()
                                .map(Stretch::rows)
                                .toArray(Long[]::new));
            }
        }
    }

    @Test
    void aHoldTellsOfTheStretchesThatFailed() {
        GateKeeper keeper = new GateKeeper(gate, 1, 0);
        accepted(50, 50);
        keeper.count(Verdict.ACCEPTED, 0, new Object[0]);
        accepted(250, 250);
        keeper.count(Verdict.ACCEPTED, 0, new Object[0]);
        assertThat(keeper.close(2, 2, book.failed())).isTrue();

        assertThat(keeper.released()).isZero();
        assertThat(keeper.hold()).hasValueSatisfying(hold -> {
            assertThat(hold.failed()).containsExactly("enough");
            assertThat(Stretch.in(hold.counts())).containsExactly(new Stretch(LENGTH, 100, 0, List.of()));
            assertThat(hold.counts().rows()).isEqualTo(2);
        });
    }

    @Test
    void countsCarryAStretchWithWhatCameBefore() {
        Stretch one = new Stretch(LENGTH, -200, 7, List.of(3L, 0L, 12L));
        Stretch other = new Stretch(LENGTH, 100, 9, List.of());

        assertThat(Stretch.in(one.counts().plus(other.counts()))).containsExactly(one, other);
    }

    @Test
    void withoutSuchExpectationsNothingIsStored() {
        new StretchBook(IntervalGate.NONE, store).count(Verdict.ACCEPTED, 50, 50);

        assertThat(store.get(new byte[] {'V'})).isNull();
        assertThat(store.get(new byte[] {'W'})).isNull();
    }

    private void accepted(long eventTime, long watermark) {
        book.count(Verdict.ACCEPTED, eventTime, watermark == 0 ? Stamp.NOTHING : watermark);
        book = reopened();
    }

    private StretchBook reopened() {
        return new StretchBook(gate, store);
    }
}
