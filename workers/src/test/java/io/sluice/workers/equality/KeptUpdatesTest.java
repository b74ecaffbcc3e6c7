package io.sluice.workers.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Judgement;
import io.sluice.definitions.slot.Update;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much is kept of an entity with many updates. */
final class KeptUpdatesTest {
    private final KeptUpdates updates = new KeptUpdates(3 * 260);

    @Test
    void theNewestStayWithinTheirBytes() {
        for (int sequence = 1; sequence <= 100; sequence++) {
            updates.add(10L * sequence, update(1, sequence, 10));
        }
        assertThat(updates.byOffset().keySet()).containsExactly(980L, 990L, 1000L);
        assertThat(updates.isCut()).isTrue();
        assertThat(updates.covered(checkpoint(1, 99)))
                .extracting(Map.Entry::getKey)
                .isEqualTo(990L);
        assertThat(updates.covered(checkpoint(1, 97))).as("it is gone").isNull();
        updates.add(2_000, update(1, 101, 5_000));
        assertThat(updates.byOffset().keySet())
                .as("one that is too large stays")
                .containsExactly(2_000L);
    }

    @Test
    void onlyUpdatesOfTheCheckpointsIncarnationAreCovered() {
        updates.add(1, update(1, 7, 3));
        updates.add(2, update(2, 1, 3));
        updates.add(3, update(2, 2, 3));
        assertThat(updates.isCut()).isFalse();
        assertThat(updates.covered(checkpoint(2, 1)))
                .extracting(Map.Entry::getKey)
                .isEqualTo(2L);
        assertThat(updates.covered(checkpoint(2, 0))).isNull();
    }

    private static Update update(long epoch, long sequence, int bytes) {
        return new Update("e", 0, epoch, sequence, 0, Stamp.NOTHING, new byte[bytes]);
    }

    private static Checkpoint checkpoint(long epoch, long emitted) {
        return new Checkpoint(
                "d", epoch, 0, 9, 0, 0, emitted, emitted, Map.of(), 0, 0, Judgement.NONE, null, List.of());
    }
}
