package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** No fail point is without a test that dies there: those of activities are counted by {@link FailPointsIT}. */
final class StreamFailPointsTest {
    @Test
    void everyPointOfStreamWorkersIsNamedByATest() {
        assertThat(StreamFailPoints.all()).containsAll(StreamFailPoints.in("workers/src/main/java"));
    }
}
