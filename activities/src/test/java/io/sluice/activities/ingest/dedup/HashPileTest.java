package io.sluice.activities.ingest.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class HashPileTest {
    private static final int ROOM = 2 * HashBlock.HASHES;

    private final HashPile pile = new HashPile(ROOM);

    @Test
    void keepsHashesThatAllRowsHaveTwiceAndNoMore() {
        for (int block = 0; block < 500; block++) {
            pile.add(LongStream.range(0, HashBlock.HASHES).map(i -> i % 3 - 1).toArray());
            assertThat(pile.size()).isLessThan(3 * ROOM);
        }

        assertThat(repeated()).containsExactly(-1, 0, 1);
        assertThat(pile.size()).isEqualTo(6);
    }

    @Test
    void findsWhatIsAmongTrustedOnesWhereNothingComesTwice() {
        pile.add(new long[] {5, Long.MIN_VALUE, 0, Long.MAX_VALUE});
        pile.meet(new long[] {7, 5, 5});
        pile.meet(new long[] {Long.MAX_VALUE, -1});

        assertThat(repeated()).containsExactly(5, Long.MAX_VALUE);
    }

    @Test
    void wantsOursBeforeTheirs() {
        pile.meet(new long[] {1});

        assertThatThrownBy(() -> pile.add(new long[] {1})).isInstanceOf(IllegalStateException.class);
    }

    private long[] repeated() {
        List<byte[]> blocks = pile.repeated(RepeatedIds.MOST);
        return blocks.stream()
                .flatMapToLong(block -> Arrays.stream(HashBlock.read(block)))
                .toArray();
    }
}
