package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a lane from outside: its broker, its disk, one of its processes. After each, what was sent is there once. */
@Tag("acceptance")
final class StreamFaultsIT {
    private static final int FEW = 1_000;

    @TempDir
    Path home;

    @Test
    void aBrokerThatIsKilledOrStandsStillCostsTimeAndNothingElse() {
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                lane.stack().kill("kafka");
                lane.stack().up("kafka");
                lane.send(FEW);
                oracle.awaitEverything();
                lane.status(StreamFaultsIT::allRun);
                String pid = lane.stack().service("kafka").path("pid").asText();
                signal(pid, "-STOP");
                lane.status(status -> !allRun(status));
                signal(pid, "-CONT");
                lane.send(FEW);
                oracle.awaitEverything();
                ends(lane, oracle);
            }
        }
    }

    @Test
    void stateThatWasDeletedIsBuiltAgain() {
        try (RunningLane lane = new RunningLane(home)) {
            LocalWorker worker = lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                worker.kill();
                Path state = lane.stack().home().resolve("streams");
                assertThat(state).isNotEmptyDirectory();
                lane.stack().commands().run("rm", "-rf", state.toString()).orFail();
                lane.worker();
                lane.send(FEW);
                oracle.awaitEverything();
                ends(lane, oracle);
            }
        }
    }

    @Test
    void processesOfAnAppShareItsPartitionsAndOneTakesOver() {
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker();
            LocalWorker other = lane.worker();
            lane.start(",\"instances\":2");
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                lane.status(status -> allRun(status)
                        && status.path("stream").path("instances").size() == 2 * RunningLane.INSTANCES.size());
                other.kill();
                lane.send(FEW);
                oracle.awaitEverything();
                ends(lane, oracle);
            }
        }
    }

    /** One partition more, then another topic of the same name: the lane says so, and what it has accepted stays as it is. */
    @Test
    void aTopicThatGrowsOrIsMadeAnewStopsTheStreamWithASentence() throws Exception {
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane);
                    Admin admin = Admin.create(Map.of("bootstrap.servers", lane.kafka()))) {
                oracle.awaitEverything();
                admin.createPartitions(Map.of(RunningLane.TOPIC, NewPartitions.increaseTo(RunningLane.PARTITIONS + 1)))
                        .all()
                        .get();
                lane.status(status -> status.toString().contains("has 3 partitions, and its stream was begun with 2"));
                admin.deleteTopics(List.of(RunningLane.TOPIC)).all().get();
                while (admin.listTopics().names().get().contains(RunningLane.TOPIC)) {
                    Thread.onSpinWait();
                }
                admin.createTopics(List.of(new NewTopic(RunningLane.TOPIC, RunningLane.PARTITIONS, (short) 1)))
                        .all()
                        .get();
                lane.signal("pause", "");
                lane.signal("resume", "");
                lane.status(status -> status.toString().contains("it was deleted and made anew"));
                lane.signal("stop", ",\"mode\":\"now\"");
                lane.stack().completed(RunningLane.ID);
                oracle.check();
            }
        }
    }

    private static void ends(RunningLane lane, LaneOracle oracle) {
        lane.status(StreamFaultsIT::allRun);
        lane.signal("stop", ",\"mode\":\"drain\"");
        assertThat(lane.stack().completed(RunningLane.ID).path("failed")).isEmpty();
        oracle.check();
    }

    private static boolean allRun(JsonNode status) {
        JsonNode instances = status.path("stream").path("instances");
        return !instances.isEmpty()
                && instances.findValuesAsText("state").stream().allMatch("RUNNING"::equals);
    }

    private static void signal(String pid, String signal) {
        new Commands(LocalStack.CHECKOUT, Map.of()).run("kill", signal, pid).orFail();
    }
}
