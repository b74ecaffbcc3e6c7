package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane on real servers, started and steered by the real command line, its workers killed as machines kill them. */
final class StreamLaneIT {
    private static final int FEW = 1_000;
    private static final int MANY = 3_000;
    private static final int KILLS = 5;
    private static final String EQUALITY = "equality/clicks";

    @TempDir
    Path home;

    @Test
    void aLaneLosesNothingAndDoublesNothingWhateverIsKilled() {
        try (RunningLane lane = new RunningLane(home)) {
            LocalWorker first = lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitUpdates(1);
                first.kill();
                lane.worker();
                lane.send(FEW);
                oracle.awaitEverything();
                showsItLive(lane);
                pausesAndResumes(lane);
                lane.send(FEW);
                oracle.awaitEverything();
                agreesWithTheLake(lane);
                drains(lane);
                oracle.check();
                tellsWhatWasFalsified(lane, oracle);
            }
        }
    }

    /** As a schedule has it done, while the lane runs. */
    private static void agreesWithTheLake(RunningLane lane) {
        lane.stack()
                .temporal(
                        "schedule",
                        "create",
                        "--schedule-id",
                        "equality-clicks",
                        "--cron",
                        "15 3 * * *",
                        "--task-queue",
                        "sluice",
                        "--type",
                        "EqualityCheck",
                        "--workflow-id",
                        "equality-clicks",
                        "--input",
                        "{\"source\":\"clicks\"}");
        lane.stack().temporal("schedule", "trigger", "--schedule-id", "equality-clicks");
        JsonNode result = lane.completed(EQUALITY);
        assertThat(result.path("verdict").asText()).as(result.toPrettyString()).isEqualTo("PARTLY COMPARED");
        assertThat(result.path("uncompared")).hasSize(1);
        assertThat(result.path("uncompared").get(0).asText())
                .isEqualTo("E3: no day of clicks is certified yet; start StreamCertification");
        assertThat(result.path("different").asLong()).isZero();
        assertThat(compared(result, "E1")).isPositive().isEqualTo(compared(result, "E2"));
        assertThat(compared(result, "ONLINE")).isPositive();
        assertThat(compared(result, "VERDICT")).isGreaterThan(2 * FEW);
        assertThat(compared(result, "CLOCK")).isEqualTo(RunningLane.PARTITIONS);
    }

    private static long compared(JsonNode result, String check) {
        long compared = 0;
        for (JsonNode numbers : result.path("totals")) {
            compared += numbers.path("check").asText().equals(check)
                    ? numbers.path("compared").asLong()
                    : 0;
        }
        return compared;
    }

    private static void tellsWhatWasFalsified(RunningLane lane, LaneOracle oracle) {
        try (OnlineOracle online = new OnlineOracle(lane)) {
            online.falsify(oracle.updates());
        }
        JsonNode result = lane.stack().execute("EqualityCheck", EQUALITY, "{\"source\":\"clicks\",\"entities\":1000}");
        assertThat(result.path("verdict").asText()).isEqualTo("NOT EQUAL");
        assertThat(lane.stack().details(EQUALITY)).contains("ONLINE activity_v1.", "first at updates");
        assertThat(lane.stack().temporal("workflow", "describe", "--workflow-id", EQUALITY, "-o", "json"))
                .containsAnyOf(
                        "NOT_EQUAL",
                        Base64.getEncoder().encodeToString("\"NOT_EQUAL\"".getBytes(StandardCharsets.UTF_8)));
    }

    private static void showsItLive(RunningLane lane) {
        JsonNode status = lane.status(each -> allRun(each) && taken(each) > 0);
        assertThat(status.path("phase").asText()).isEqualTo("running");
        assertThat(lane.stack().details(RunningLane.ID)).contains("stream/clicks/accept/1", "RUNNING");
        assertThat(lane.stack().temporal("workflow", "describe", "--workflow-id", RunningLane.ID))
                .contains("StreamLane", "stream/clicks/view/activity_v1/1");
    }

    private static void pausesAndResumes(RunningLane lane) {
        lane.pause();
        lane.signal("resume", "");
        lane.status(StreamLaneIT::allRun);
    }

    private static void drains(RunningLane lane) {
        lane.signal("stop", ",\"mode\":\"drain\"");
        JsonNode result = lane.stack().completed(RunningLane.ID);
        assertThat(result.path("mode").asText()).isEqualTo("drain");
        assertThat(result.path("failed")).isEmpty();
        assertThat(result.path("last")).hasSize(RunningLane.PARTITIONS);
    }

    private static boolean allRun(JsonNode status) {
        List<String> states = status.path("stream").path("instances").findValuesAsText("state");
        return states.size() >= RunningLane.INSTANCES.size() && states.stream().allMatch("RUNNING"::equals);
    }

    private static long taken(JsonNode status) {
        return status.path("stream").path("partitions").findValues("accepted").stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    @Tag("acceptance")
    void workersKilledManyTimesLoseNothingAndDoubleNothing() {
        Random random = new Random(KILLS);
        try (RunningLane lane = new RunningLane(home)) {
            lane.start();
            LocalWorker worker = lane.worker();
            lane.send(MANY);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    oracle.awaitUpdates(1 + random.nextInt(MANY / 2));
                    worker.kill();
                    worker = lane.worker();
                    lane.send(MANY, kill % 2 == 0 ? 1 : RunningLane.PARTITIONS);
                }
                oracle.awaitUpdates(1);
                worker.close();
                lane.worker();
                lane.send(MANY);
                oracle.awaitEverything();
                drains(lane);
                oracle.check();
            }
        }
    }

    @Test
    @Tag("acceptance")
    void aWorkerThatWokeUpAfterItsTimeoutsIsFenced() {
        try (RunningLane lane = new RunningLane(home)) {
            LocalWorker sleeper = lane.worker();
            lane.start();
            lane.send(MANY);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitUpdates(1);
                signal(sleeper, "-STOP");
                lane.worker();
                lane.send(MANY);
                oracle.awaitEverything();
                signal(sleeper, "-CONT");
                lane.send(MANY);
                oracle.awaitEverything();
                drains(lane);
                oracle.check();
            }
        }
    }

    @Test
    @Tag("acceptance")
    void aStreamGoesOnWhileTemporalIsDownAndReportsAfterwards() {
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                lane.status(each -> allRun(each) && taken(each) > 0);
                lane.stack().kill("temporal");
                // longer than a heartbeat's timeout and the SDK's own patience
                for (int round = 0; round < 8; round++) {
                    lane.send(FEW);
                    oracle.awaitEverything();
                    oracle.awaitTicks();
                }
                lane.stack().up("temporal");
                int before = lane.sent() / 2;
                lane.status(each -> taken(each) > before);
                drains(lane);
                oracle.check();
            }
        }
    }

    private static void signal(LocalWorker worker, String signal) {
        new Commands(LocalStack.CHECKOUT, Map.of())
                .run("kill", signal, String.valueOf(worker.pid()))
                .orFail();
    }
}
