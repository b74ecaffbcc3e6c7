package io.sluice.definitions.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.slot.Checkpoint.Judgement;
import io.sluice.definitions.slot.Checkpoint.Seen;
import io.sluice.definitions.streamgate.GateCounts;
import io.sluice.definitions.streamgate.Hold;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CheckpointTest {
    private static final Hold HOLD = new Hold(60, 80, 5, List.of("rule"), GateCounts.NONE, Hold.State.OPEN);

    @Test
    void whatIsJudgedEndsWhereAHeldIntervalBegins() {
        assertThat(of(null).judgedTo()).isEqualTo(100);
        assertThat(of(HOLD).judgedTo()).isEqualTo(60);
    }

    @Test
    void ofAViewOfAnotherEntityItIsOfItsOwnPartitionOfTheLog() {
        Seen other = new Seen(40, 30, false);
        assertThat(of(null, other, new Seen(100, 90, false)).judgedTo()).isEqualTo(90);
        assertThat(of(HOLD, other, new Seen(100, 0, true)).judgedTo())
                .as("an incarnation that was loaded has released nothing yet")
                .isEqualTo(60);
    }

    private static Checkpoint of(@Nullable Hold hold, Seen... seen) {
        return new Checkpoint(
                "definition",
                1,
                seen.length == 0 ? 0 : 1,
                100,
                0,
                0,
                9,
                5,
                Map.of(),
                0,
                0,
                Judgement.NONE,
                hold,
                List.of(seen));
    }
}
