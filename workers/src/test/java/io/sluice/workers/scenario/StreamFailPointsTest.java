package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every fail point is on a list: those of activities are counted by {@link FailPointsIT}. */
final class StreamFailPointsTest {
    @Test
    void everyPointOfStreamWorkersIsListed() {
        assertThat(StreamFailPoints.all()).containsAll(StreamFailPoints.in("workers/src/main/java"));
    }
}
