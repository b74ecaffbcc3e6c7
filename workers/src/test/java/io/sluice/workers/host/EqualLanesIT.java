package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.workers.local.WorkerSupervisor;
import io.sluice.workers.scenario.StreamFailPoints;
import io.sluice.workers.slot.BatchOracle;
import io.sluice.workers.slot.ViewTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * E1 and E3 of contract §8 on a whole lane: history in files before the cutover, two source partitions, a view of users and a
 * re-keyed one of types of clicks, a gate, late events that are admitted, duplicates, disorder, nulls, broken rows, idle partitions;
 * its worker killed at random, where state is loaded, and at each step of a correction and of a comparison.
 */
@Tag("acceptance")
final class EqualLanesIT {
    private static final long SEED = 20_261_123;
    private static final int KILLS = 6;
    private static final int PAST_STEP_MS = 144_000;
    private static final int LIVE_STEP_MS = 1_000;
    private static final int CHECKPOINTS = 12;

    /** Of each view and partition: a run of the batch engine takes a second or two. */
    private static final int BATCH_CHECKPOINTS = 4;

    private static final Duration MINUTES = Duration.ofMinutes(20);

    @TempDir
    Path home;

    @Test
    void aLaneIsEqualToTheBatchWhateverIsKilled() throws IOException {
        equal(SEED);
    }

    @Test
    void soItIsWithAnotherSeedEveryTime() throws IOException {
        equal(Long.getLong("sluice.seed", new Random().nextLong()));
    }

    private void equal(long seed) throws IOException {
        System.out.printf("EqualLanesIT: -Dsluice.seed=%d%n", seed);
        Random random = new Random(seed);
        Path markers = Files.createDirectories(home.resolve("hit"));
        Set<String> points = new TreeSet<>(StreamFailPoints.OF_CORRECTIONS);
        points.addAll(StreamFailPoints.OF_EQUALITY);
        points.addAll(Set.of("load-state.before-commit", "load-state.after-commit"));
        try (RunningLane lane = RunningLane.withHistory(home, seed)) {
            lane.ingestHistory();
            lane.sendUntil(System.currentTimeMillis() - MINUTES.toMillis(), PAST_STEP_MS);
            lane.sendUntil(System.currentTimeMillis(), GatedClicks.LAST_STEP_MS);
            lane.start();
            try (WorkerSupervisor workers = lane.dyingWorkers("stream", points, markers);
                    LaneOracle oracle = new LaneOracle(lane)) {
                killed(lane, oracle, workers, random);
                corrected(lane);
                lane.signal("stop", ",\"mode\":\"drain\"");
                assertThat(lane.stack().completed(RunningLane.ID).path("failed"))
                        .isEmpty();
                checks(lane, oracle, random);
                certified(lane);
                assertThat(hit(markers)).isEqualTo(points);
                assertThat(workers.starts()).isGreaterThan(KILLS);
            }
        }
    }

    /** While the apps still read what waited for them, and while events come to one source partition or to all. */
    private static void killed(RunningLane lane, LaneOracle oracle, WorkerSupervisor workers, Random random) {
        lane.status(EqualLanesIT::isLoaded);
        for (int kill = 0; kill < KILLS; kill++) {
            lane.sendUntil(System.currentTimeMillis(), LIVE_STEP_MS, 1 + kill % RunningLane.PARTITIONS);
            oracle.awaitUpdates(1 + random.nextInt(30));
            workers.kill();
        }
        lane.sendUntil(System.currentTimeMillis(), LIVE_STEP_MS);
        oracle.awaitEverything();
        oracle.awaitTicks();
    }

    /** Apps report when their state is loaded; the worker died of that twice. */
    private static boolean isLoaded(JsonNode status) {
        JsonNode stream = status.path("stream");
        return stream.path("partitions").size() == RunningLane.PARTITIONS
                && stream.path("instances").findValuesAsText("state").stream().allMatch("RUNNING"::equals)
                && stream.path("instances").findValues("epoch").stream().allMatch(epoch -> epoch.asLong() == 1);
    }

    /** Until no late event is left that could come back: the lane has runs of its own, too. */
    private static void corrected(RunningLane lane) {
        long left = 1;
        while (left > 0) {
            JsonNode result = lane.stack().execute("Correction", "correct/clicks", "{\"source\":\"clicks\"}");
            left = result.path("admitted").asLong() + result.path("waiting").asLong();
        }
    }

    private static Set<String> hit(Path markers) throws IOException {
        try (Stream<Path> files = Files.list(markers)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Log, archive, both views in their topics, Redis, what was served; and what the batch makes of the archive. */
    private void checks(RunningLane lane, LaneOracle oracle, Random random) throws IOException {
        oracle.check(random, CHECKPOINTS);
        Path own = Files.createDirectories(home.resolve("oracle"));
        try (Lake lake = Lake.open(LakeConfig.embedded(lane.stack().home().resolve("lake")));
                BatchOracle batch = new BatchOracle(lake, lane.source(), own)) {
            for (ViewTopics view : oracle.views()) {
                int entities = 0;
                for (ViewTopics.Checked checked : oracle.checkView(view, random, BATCH_CHECKPOINTS - 1)) {
                    entities += batch.check(view, checked);
                }
                assertThat(entities).as(view.stands()).isGreaterThan(RunningLane.PARTITIONS * BATCH_CHECKPOINTS);
            }
        }
    }

    /** E3, and what an EqualityCheck says of it all. */
    private static void certified(RunningLane lane) {
        assertThat(lane.certify(GatedClicks.days())).hasSize(3).allMatch(outcome -> outcome.startsWith("P"));
        try (CertifiedOracle oracle = new CertifiedOracle(lane, 1)) {
            oracle.checkTrusted(GatedClicks.days());
        }
        JsonNode result = lane.stack().execute("EqualityCheck", "equality/clicks", "{\"source\":\"clicks\"}");
        assertThat(result.path("different").asLong())
                .as(result.toPrettyString())
                .isZero();
        // what it leaves out is the re-keyed view at most; the oracles above have not
        assertThat(result.path("uncompared"))
                .allMatch(sentence -> sentence.asText().contains("view types_v1"));
        for (String check : List.of("E1", "E2", "E3", "ONLINE", "CLOCK")) {
            assertThat(result.path("totals"))
                    .as(check)
                    .anyMatch(total -> total.path("check").asText().equals(check)
                            && total.path("compared").asLong() > 0);
        }
    }
}
