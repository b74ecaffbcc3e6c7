package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream of several days from its topic to trusted rows, a release and Redis, on real servers: everywhere the same rows and values. */
@Tag("acceptance")
final class CertifiedLaneIT {
    private static final Duration MINUTES = Duration.ofMinutes(20);

    @TempDir
    Path home;

    @Test
    void daysThatSilenceClosedAreTheSameInStreamAndBatch() {
        try (RunningLane lane = RunningLane.ofDays(home, Duration.ofSeconds(3))) {
            lane.worker();
            lane.batchWorker();
            lane.start();
            lane.sendUntil(System.currentTimeMillis() - MINUTES.toMillis(), GatedClicks.STEP_MS);
            lane.sendUntil(System.currentTimeMillis(), GatedClicks.LAST_STEP_MS);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                certify(lane);
                release(lane);
                isEqual(lane);
                drain(lane);
                oracle.check();
            }
            assertThat(same(lane, 1)).isZero();
        }
    }

    private static void certify(RunningLane lane) {
        assertThat(lane.certify(GatedClicks.days())).hasSize(3).allMatch(outcome -> outcome.startsWith("P"));
    }

    /** The batch's way from trusted rows to readers; a new generation is loaded beside the one that the sink began. */
    private static void release(RunningLane lane) {
        List<String> days = GatedClicks.days();
        lane.stack()
                .execute(
                        "ViewUpdate",
                        "update/activity",
                        "{\"view\":\"activity\",\"from\":\"%s\",\"to\":\"%s\"}"
                                .formatted(days.get(0), GatedClicks.dayAfterTheLast()));
        lane.stack().execute("MergedViewPublish", "publish/activity", "{\"view\":\"activity\"}");
        lane.stack()
                .execute("OnlineMaterialization", "online/activity", "{\"view\":\"activity\",\"mode\":\"REBUILD\"}");
    }

    /** As a person has it compared: every check has something to compare. */
    private static void isEqual(RunningLane lane) {
        JsonNode result = lane.stack()
                .execute("EqualityCheck", "equality/clicks", "{\"source\":\"clicks\",\"entities\":1000,\"days\":100}");
        assertThat(result.path("verdict").asText()).as(result.toPrettyString()).isEqualTo("EQUAL");
        assertThat(result.path("totals"))
                .extracting(total -> total.path("check").asText())
                .contains("E1", "E2", "E3", "VERDICT", "ONLINE", "CLOCK");
        assertThat(result.path("totals"))
                .allSatisfy(total -> assertThat(total.path("compared").asLong()).isPositive());
    }

    private static void drain(RunningLane lane) {
        lane.signal("stop", ",\"mode\":\"drain\"");
        assertThat(lane.stack().completed(RunningLane.ID).path("failed")).isEmpty();
    }

    /** Everything that is left, against everything else; answers how many rows are rejected. */
    private static int same(RunningLane lane, long epoch) {
        try (CertifiedOracle oracle = new CertifiedOracle(lane, epoch)) {
            int rejected = oracle.checkVerdicts();
            oracle.checkArchive();
            oracle.checkTrusted(GatedClicks.days());
            oracle.checkSlots();
            assertThat(oracle.checkBatch()).isPositive();
            assertThat(oracle.checkOnline()).isPositive();
            assertThat(lane.online("u1").findValuesAsText("release"))
                    .contains(oracle.release().name());
            return rejected;
        }
    }
}
