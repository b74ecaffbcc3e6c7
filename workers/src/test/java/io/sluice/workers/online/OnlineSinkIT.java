package io.sluice.workers.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.reader.StreamMarks;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.served.ServedHistory;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.definitions.join.PointerSwap;
import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.stream.PartitionCheckpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink on a real broker and a real Redis: whatever happens to either, Redis holds the last released update of every entity. */
final class OnlineSinkIT {
    private static final int PARTITIONS = 2;
    private static final long SEED = 17;
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("sink_");
    private final LocalRedis redis = LocalRedis.start();
    private final OnlineStore store = new RedisOnlineStore(redis.config().withTimeout(TIMEOUT));
    private final UpdateFeed feed = new UpdateFeed(broker.address(), name, PARTITIONS, SEED);
    private final Random random = new Random(SEED);

    private Lake lake;
    private ServedArchive served;

    @BeforeEach
    void prepare() {
        lake = Lake.open(LakeConfig.embedded(lake()));
        served = new ServedArchive(lake, SinkViews.VIEW);
        try (Admin admin = broker.admin()) {
            new Topics(admin, TopicSettings.of(PARTITIONS, 1)).prepareView(name, SinkViews.VIEW, 1);
        }
    }

    @AfterEach
    void close() {
        feed.close();
        store.close();
        redis.close();
        lake.close();
    }

    @Test
    void aKilledSinkGoesOnAsIfNothingHadHappened() {
        killed(1, 400);
    }

    @Test
    @Tag("acceptance")
    void aSinkThatIsKilledOftenGoesOnAsIfNothingHadHappened() {
        killed(12, 6_000);
    }

    /** Killed while it is writing: as soon as anything of what was just sent is in Redis. */
    private void killed(int kills, int updates) {
        for (int kill = 0; kill < kills; kill++) {
            try (AppProcess process = process()) {
                feed.goOn(updates);
                long some = written() + 1 + random.nextInt(3);
                await(process::printed, () -> written() >= some || feed.isOnline(store, 1));
                feed.goOn(updates);
                process.kill();
            }
        }
        try (AppProcess process = process()) {
            feed.goOn(updates);
            feed.awaitOnline(store, 1, process::printed);
            process.stop();
            feed.goOn(updates);
        }
        try (OnlineSink sink = sink(1)) {
            sink.start();
            feed.awaitOnline(store, 1, () -> state(sink));
        }
        feed.checkArchived(served, store, 1);
        assertThat(swaps()).hasSize(1);
    }

    @Test
    @Tag("acceptance")
    void whereverASinkDiesWhatItWroteIsArchivedOnce() throws Exception {
        Path points = folder.resolve("points");
        Map<String, String> everywhere = Map.of("SLUICE_FAILPOINTS", "*", "SLUICE_FAILPOINTS_DIR", points.toString());
        int deaths = 0;
        for (boolean dead = true; dead; deaths++) {
            feed.goOn(200);
            try (AppProcess process = AppProcess.start(
                    everywhere,
                    SinkMain.class,
                    folder.resolve("sink.log"),
                    broker.address(),
                    redis.address(),
                    name,
                    lake().toString())) {
                await(process::printed, () -> !process.isAlive() || isAllArchived());
                dead = !process.isAlive();
                process.stop();
            }
        }
        assertThat(points.toFile().list())
                .contains(
                        "online-sink.before-begin",
                        "online-sink.after-begin",
                        "online-sink.before-write",
                        "online-sink.after-write",
                        "served.before-append",
                        "served.after-append");
        assertThat(deaths).isGreaterThan(6);
        feed.checkArchived(served, store, 1);
        assertThat(swaps()).hasSize(1);
    }

    private boolean isAllArchived() {
        return feed.isOnline(store, 1)
                && IntStream.range(0, PARTITIONS)
                        .allMatch(partition -> store.notes(SinkViews.VIEW, 1, name + "/" + partition, 1)
                                .isEmpty());
    }

    @Test
    void whateverBecomesOfRedisItHoldsWhatWasReleased() {
        try (OnlineSink sink = sink(1)) {
            sink.start();
            feed.goOn(300);
            feed.awaitOnline(store, 1, () -> state(sink));
            ServedView readable = new OnlineReader(store).view(SinkViews.VIEW);
            assertThat(readable.live().definitionVersion()).isEqualTo("v1");
            assertThat(readable.live().target().hasRelease()).isFalse();
            await(
                    () -> store.marks(SinkViews.VIEW, 1).toString(),
                    () -> StreamMarks.isReplayed(store.marks(SinkViews.VIEW, 1), name));

            redis.command("FLUSHALL");
            feed.awaitOnline(store, 1, () -> state(sink));

            redis.stop();
            feed.goOn(300);
            awaitReport(sink, report -> report.lag() > 0);
            redis.restart();
            feed.awaitOnline(store, 1, () -> state(sink));

            redis.pause();
            feed.goOn(300);
            awaitReport(sink, report -> report.lag() > 0);
            redis.resume();
            feed.awaitOnline(store, 1, () -> state(sink));

            redis.command("CONFIG", "SET", "maxmemory", "1");
            feed.goOn(300);
            awaitReport(sink, report -> report.lag() > 0);
            redis.command("CONFIG", "SET", "maxmemory", "0");
            feed.awaitOnline(store, 1, () -> state(sink));

            assertThat(sink.failure()).isEmpty();
            assertThat(sink.ended()).isNotDone();
        }
    }

    @Test
    void nothingThatIsNotReleasedIsOnlineAndANewIncarnationReplacesIt() {
        try (OnlineSink sink = sink(1)) {
            sink.start();
            feed.update(0, 50);
            feed.release(0, 20);
            feed.update(0, 3_000);
            feed.release(0, 3_020);
            feed.update(1, 50);
            feed.release(1, 0);
            feed.awaitOnline(store, 1, () -> state(sink));
            awaitReport(sink, report -> report.partition() == 0 && report.lag() == 3_020);
            awaitReport(sink, report -> report.partition() == 1 && report.lag() == 0);

            feed.beginEpoch();
            feed.update(0, 900);
            feed.release(0, 0);
            feed.update(1, 900);
            feed.release(1, 0);
            feed.awaitOnline(store, 1, () -> state(sink));
        }
        feed.checkArchived(served, store, 1);
    }

    @Test
    @Tag("acceptance")
    void aGenerationThatIsBeingLoadedGetsEverythingToo() {
        try (OnlineSink sink = sink(1)) {
            sink.start();
            feed.goOn(300);
            feed.awaitOnline(store, 1, () -> state(sink));

            store.swapPointer(SinkViews.VIEW, store.pointer(SinkViews.VIEW), SinkViews.pointer(SinkViews.VIEW, 1, 2));
            feed.awaitOnline(store, 2, () -> state(sink));
            await(
                    () -> store.marks(SinkViews.VIEW, 2).toString(),
                    () -> StreamMarks.isReplayed(store.marks(SinkViews.VIEW, 2), name));
            feed.goOn(300);
            feed.awaitOnline(store, 1, () -> state(sink));
            feed.awaitOnline(store, 2, () -> state(sink));
        }
        feed.checkArchived(served, store, 1);
        feed.checkArchived(served, store, 2);
    }

    @Test
    @Tag("acceptance")
    void twoProcessesShareThePartitions() {
        try (OnlineSink other = sink(2)) {
            try (OnlineSink one = sink(1)) {
                one.start();
                feed.goOn(200);
                feed.awaitOnline(store, 1, () -> state(one));
                other.start();
                awaitReport(other, report -> true);
                feed.goOn(200);
                feed.awaitOnline(store, 1, () -> state(one) + state(other));
            }
            feed.goOn(200);
            feed.awaitOnline(store, 1, () -> state(other));
        }
    }

    private void awaitReport(OnlineSink sink, Predicate<PartitionCheckpoint> wanted) {
        await(() -> state(sink), () -> sink.checkpoints().stream().anyMatch(wanted));
    }

    private static void await(Supplier<String> state, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(state.get()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** How far the marks are. */
    private long written() {
        return store.marks(SinkViews.VIEW, 1).entrySet().stream()
                .filter(mark -> !mark.getKey().endsWith("/replayed"))
                .mapToLong(mark -> Long.parseLong(mark.getValue()))
                .sum();
    }

    private Path lake() {
        return folder;
    }

    /** The swaps of the pointer that are archived. */
    private List<PointerSwap> swaps() {
        return new ServedHistory(SinkViews.plan(name), served.read("v1")).swaps();
    }

    private OnlineSink sink(int number) {
        return new OnlineSink(
                new SinkInput(broker.address(), SinkViews.plan(name), 0, 1, number, Map.of()),
                store,
                served,
                Duration.ofMillis(200));
    }

    private AppProcess process() {
        return AppProcess.start(
                SinkMain.class, folder.resolve("sink.log"), broker.address(), redis.address(), name, lake().toString());
    }

    private static String state(OnlineSink sink) {
        List<PartitionCheckpoint> reports = sink.checkpoints();
        return reports + " " + sink.failure();
    }
}
