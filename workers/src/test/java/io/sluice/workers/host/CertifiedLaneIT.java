package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.LocalWorker;
import io.sluice.workers.local.WorkerSupervisor;
import io.sluice.workers.scenario.StreamFailPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream of several days from its topic to trusted rows, a release and Redis, on real servers, with and without a part that people
 * reject: everywhere the same rows and values.
 */
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

    @Test
    void rowsThatSomebodyTookOutLeaveEveryPlace() {
        try (RunningLane lane = RunningLane.ofDays(home, MINUTES)) {
            lane.worker();
            lane.batchWorker();
            begins(lane);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                String gate = held(lane, oracle);
                goesOnAfter(lane, oracle, () -> decide(lane, "remediate", gate, ",\"strategy\":\"QUARANTINE_ROWS\""));
            }
            assertThat(same(lane, 2)).isPositive();
        }
    }

    @Test
    void whatWasRejectedLeavesEveryPlaceWhateverIsKilledMeanwhile() throws IOException {
        Path markers = Files.createDirectories(home.resolve("hit"));
        Set<String> points = new TreeSet<>(StreamFailPoints.OF_REJECTIONS);
        points.addAll(StreamFailPoints.OF_CERTIFICATION);
        try (RunningLane lane = RunningLane.ofDays(home, MINUTES);
                WorkerSupervisor others = lane.dyingWorkers("batch", points, markers)) {
            LocalWorker first = lane.worker();
            begins(lane);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                String gate = held(lane, oracle);
                first.kill();
                try (WorkerSupervisor workers = lane.dyingWorkers("stream", points, markers)) {
                    goesOnAfter(lane, oracle, () -> decide(lane, "reject", gate, ""));
                    assertThat(hit(markers)).isEqualTo(points);
                    assertThat(workers.starts()).isGreaterThan(StreamFailPoints.OF_REJECTIONS.size() / 2);
                    assertThat(others.starts()).isGreaterThan(1);
                }
            }
            assertThat(same(lane, 2)).isPositive();
        }
    }

    /** It says why and what to do; the one before goes on, and what is held stays held. */
    @Test
    void anIncarnationThatCannotBeginLeavesTheLaneOnTheOneBefore() throws Exception {
        try (RunningLane lane = RunningLane.ofDays(home, MINUTES)) {
            LocalWorker first = lane.worker(Map.of("SLUICE_STREAM_ARCHIVE_SECONDS", "3600"));
            begins(lane);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                String gate = held(lane, oracle);
                first.kill();
                losesWhatIsNotArchived(lane);
                lane.worker();
                decide(lane, "reject", gate, "");
                lane.status(status -> status.toString().contains("incarnation 2 could not begin"));
                assertThat(lane.status(status -> goesOnInTheFirst(status)).toString())
                        .contains(
                                "Topic accepted.clicks begins at offset 5 in partition 0",
                                "the archive has it up to offset 0",
                                "bring the topic back, or accept the gap by setting the table property"
                                        + " sluice.archive.0.skip-to");
                lane.sendUntil(System.currentTimeMillis() - MINUTES.toMillis(), GatedClicks.STEP_MS);
                oracle.awaitEverything();
                oracle.views().forEach(view -> oracle.checkView(view, new Random(1), 4));
            }
        }
    }

    private static void losesWhatIsNotArchived(RunningLane lane) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", lane.kafka()))) {
            admin.deleteRecords(Map.of(new TopicPartition("accepted.clicks", 0), RecordsToDelete.beforeOffset(5)))
                    .all()
                    .get();
        }
    }

    /** The accept app and the view; the lake sink waits for a person to say what becomes of the gap. */
    private static boolean goesOnInTheFirst(JsonNode status) {
        long running = 0;
        for (JsonNode each : status.path("stream").path("instances")) {
            running += each.path("epoch").asLong() == 1
                            && each.path("state").asText().equals("RUNNING")
                    ? 1
                    : 0;
        }
        return running == RunningLane.INSTANCES.size() - 1;
    }

    private static Set<String> hit(Path markers) throws IOException {
        try (Stream<Path> files = Files.list(markers)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void begins(RunningLane lane) {
        lane.start();
        lane.sendUntil(GatedClicks.noonOfTheLastDay(), GatedClicks.STEP_MS);
    }

    /** The gate that waits for somebody to decide about rows that it holds back. */
    private static String held(RunningLane lane, LaneOracle oracle) {
        oracle.awaitEverything();
        lane.sendBroken();
        return openGate(lane);
    }

    private static void goesOnAfter(RunningLane lane, LaneOracle oracle, Runnable decision) {
        decision.run();
        lane.status(status -> isOfEpoch(status, 2));
        lane.sendUntil(System.currentTimeMillis() - MINUTES.toMillis(), GatedClicks.STEP_MS);
        lane.sendUntil(System.currentTimeMillis(), GatedClicks.LAST_STEP_MS);
        oracle.awaitEverything();
        releaseWhatIsHeld(lane);
        certify(lane);
        release(lane);
        drain(lane);
    }

    private static String openGate(RunningLane lane) {
        return open(lane.status(status -> !open(status).isEmpty())).get(0);
    }

    private static List<String> open(JsonNode status) {
        List<String> open = new ArrayList<>();
        status.path("gates").forEach(gate -> {
            if (gate.path("state").asText().equals("AWAITING_DECISION")) {
                open.add(gate.path("gateId").asText());
            }
        });
        return open;
    }

    private static void decide(RunningLane lane, String verb, String gate, String rest) {
        lane.signal(verb, ",\"gate\":\"%s\"%s".formatted(gate, rest));
    }

    private static boolean isOfEpoch(JsonNode status, long epoch) {
        List<JsonNode> instances = new ArrayList<>();
        status.path("stream").path("instances").forEach(instances::add);
        return !instances.isEmpty()
                && instances.stream()
                        .allMatch(each -> each.path("state").asText().equals("RUNNING")
                                && each.path("epoch").asLong() == epoch);
    }

    /** The other partition's broken rows, and what is left of them in this one, are seen and let through. */
    private static void releaseWhatIsHeld(RunningLane lane) {
        Set<String> seen = new TreeSet<>();
        lane.status(status -> {
            open(status).stream().filter(seen::add).forEach(gate -> decide(lane, "approve", gate, ""));
            return isReleased(status);
        });
    }

    private static boolean isReleased(JsonNode status) {
        JsonNode stream = status.path("stream");
        return status.path("phase").asText().equals("running")
                && stream.path("partitions").size() == RunningLane.PARTITIONS
                && stream.path("partitions").findValues("held").stream().allMatch(JsonNode::isEmpty)
                && stream.path("instances").findValues("lag").stream().allMatch(lag -> lag.asLong() == 0);
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
                .execute("EqualityCheck", "equality/clicks", "{\"source\":\"clicks\",\"entities\":50,\"days\":100}");
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
