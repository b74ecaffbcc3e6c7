package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.ViewTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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
    private static final long SEED = 20_261_124;
    private static final int CHECKED = 12;

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

    /** Under a worker that runs, which need not see it before it closes; then it builds again what it has not any more. */
    @Test
    void stateThatIsDeletedUnderARunningWorkerIsBuiltAgain() {
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker();
            lane.start();
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                Path state = lane.stack().home().resolve("streams");
                assertThat(state).isNotEmptyDirectory();
                lane.stack().commands().run("rm", "-rf", state.toString()).orFail();
                lane.send(FEW);
                oracle.awaitEverything();
                lane.pause();
                lane.send(FEW);
                lane.signal("resume", "");
                oracle.awaitEverything();
                assertThat(state).isNotEmptyDirectory();
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

    /** By configuration each worker keeps up with the state of the other; whose it is decides nothing about what is written. */
    @Test
    void aWorkerWithACopyOfTheStateTakesOver() {
        Map<String, String> copies = Map.of("SLUICE_STREAM_STANDBYS", "1");
        try (RunningLane lane = new RunningLane(home)) {
            lane.worker(copies);
            LocalWorker other = lane.worker(copies);
            lane.start(",\"instances\":2");
            lane.send(FEW);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                lane.status(status -> openStores(lane, "decisions") == 2 * RunningLane.PARTITIONS
                        && openStores(lane, "slots") == 2 * RunningLane.PARTITIONS);
                other.kill();
                assertThat(openStores(lane, "decisions")).isEqualTo(RunningLane.PARTITIONS);
                lane.send(FEW);
                oracle.awaitEverything();
                ends(lane, oracle);
            }
        }
    }

    /** A window of a month over a topic that has lost all of its log but the end: the rest is certified or archived. */
    @Test
    void aVersionWithALongerWindowBeginsWithWhatIsCertifiedAndArchived() {
        try (RunningLane lane = RunningLane.withHistory(home, SEED)) {
            lane.ingestHistory();
            lane.worker();
            lane.start();
            lane.sendUntil(System.currentTimeMillis(), GatedClicks.STEP_MS);
            try (LaneOracle oracle = new LaneOracle(lane)) {
                oracle.awaitEverything();
                oracle.trim();
                List<DefinitionFile> longer = ofAMonth(lane.files());
                lane.apply(longer);
                lane.stack().signal(RunningLane.ID, "definitionsApplied", "{\"by\":\"ana\"}");
                ViewTopics second = oracle.add(ClickViews.plan(longer), 2);
                lane.send(FEW);
                oracle.awaitEverything();
                lane.status(StreamFaultsIT::allRun);
                for (ViewTopics view : oracle.views()) {
                    oracle.checkView(view, new Random(SEED), CHECKED);
                }
                assertThat(second.updates()).isNotEmpty();
            }
        }
    }

    private static List<DefinitionFile> ofAMonth(List<DefinitionFile> files) {
        return files.stream()
                .map(file -> file.text().startsWith("feature: clicks_1h\n")
                        ? new DefinitionFile(file.path(), file.text().replace("window: 1 hour", "window: 30 days"))
                        : file)
                .toList();
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

    /** Of how many partitions somebody has a store open now, twice where two have: RocksDB locks what it has open. */
    private static long openStores(RunningLane lane, String store) {
        Path lock = Path.of("rocksdb", store, "LOCK");
        try (Stream<Path> files = Files.walk(lane.stack().home().resolve("streams"))) {
            return files.filter(file -> file.endsWith(lock) && isLocked(file)).count();
        } catch (IOException | UncheckedIOException changedMeanwhile) {
            return -1;
        }
    }

    private static boolean isLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
