package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workers.accept.LogOracle;
import io.sluice.workers.archive.ArchiveOracle;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.EffectiveLog;
import io.sluice.workers.slot.ViewTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Holds what a lane wrote against what was sent: the log, the dead letters, the updates at checkpoints. */
final class LaneOracle implements AutoCloseable {
    private static final int CHECKED = 12;

    private final RunningLane lane;
    private final CommittedRecords log;
    private final CommittedRecords dead;
    private final List<ViewTopics> views;
    private int counted;
    private long events;

    /** Waits until the lane has made its topics. */
    LaneOracle(RunningLane lane) {
        this.lane = lane;
        this.log = lane.read("accepted.clicks");
        this.dead = lane.read("dead_letters.clicks");
        this.views = lane.views().stream()
                .map(view -> new ViewTopics(ClickViews.plan(lane.files(), view), RunningLane.PARTITIONS, lane::read))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is read of each view of the lane. */
    List<ViewTopics> views() {
        return views;
    }

    /** Reads a version, too, that was registered while the lane ran. */
    ViewTopics add(ViewPlan plan, int version) {
        ViewTopics added = new ViewTopics(plan, version, RunningLane.PARTITIONS, lane::read);
        views.add(added);
        return added;
    }

    /** Until there are so many more updates of the first view. */
    void awaitUpdates(int more) {
        views.get(0).awaitUpdates(more, this::stands);
    }

    /** Until all that was sent is in the log or among the dead letters, and the views have taken it in. */
    void awaitEverything() {
        log.readUntil(
                () -> {
                    dead.readToEnd();
                    return events() + dead.list().size() >= lane.sent();
                },
                this::stands);
        log.readToEnd();
        long[] last = IntStream.range(0, RunningLane.PARTITIONS)
                .mapToLong(this::lastEvent)
                .toArray();
        views.forEach(view -> view.awaitCovered(last, this::stands));
    }

    /** Until time has passed once more in every partition. */
    void awaitTicks() {
        int from = log.list().size();
        log.readUntil(
                () -> log.list().subList(from, log.list().size()).stream()
                                .filter(record -> kind(record) == Stamped.Kind.TICK)
                                .count()
                        >= RunningLane.PARTITIONS,
                this::stands);
    }

    /** Asked again and again while the log is read: each record is looked at once. */
    private long events() {
        List<ConsumerRecord<byte[], byte[]>> fresh =
                log.list().subList(counted, log.list().size());
        events += fresh.stream()
                .filter(record -> kind(record) == Stamped.Kind.EVENT && isFirst(record))
                .count();
        counted += fresh.size();
        return events;
    }

    /** One that is decided again is there once more. */
    private static boolean isFirst(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.decode(record.value()).decides() == LogRecord.FIRST;
    }

    private static Stamped.Kind kind(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.decode(record.value()).stamped().kind();
    }

    private static Stamp stamp(ConsumerRecord<byte[], byte[]> record) {
        return LogRecord.decode(record.value()).stamped().stamp();
    }

    /** Waits until all of the log that has been read is archived, and has the broker delete it but for the last event of each partition. */
    void trim() {
        try (Lake lake = lake();
                Admin admin = Admin.create(Map.of("bootstrap.servers", lane.kafka()))) {
            Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
            for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
                int at = partition;
                long last = lastEvent(partition);
                lane.status(status -> archived(lake, at, last));
                gone.put(new TopicPartition("accepted.clicks", partition), RecordsToDelete.beforeOffset(last));
            }
            admin.deleteRecords(gone).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("The log was not trimmed", e);
        }
    }

    private boolean archived(Lake lake, int partition, long offset) {
        return new Archive(lake, lane.source())
                        .progress(List.of(partition), RunningLane.PARTITIONS)
                        .get(partition)
                        .next()
                > offset;
    }

    private long lastEvent(int partition) {
        return log.list().stream()
                .filter(record -> record.partition() == partition && kind(record) == Stamped.Kind.EVENT)
                .mapToLong(ConsumerRecord::offset)
                .max()
                .orElse(-1);
    }

    private String stands() {
        return "%d sent, %d events in the log, %d dead letters, %s"
                .formatted(
                        lane.sent(),
                        events(),
                        dead.list().size(),
                        views.stream().map(ViewTopics::stands).toList());
    }

    /** All committed updates of the first view, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> updates() {
        return views.get(0).updates();
    }

    /** Every record once; verdicts and stamps as the naive rule gives them; slots the naive batch values; the lake has the log, Redis the last values. */
    void check() {
        check(new Random(CHECKED), CHECKED);
    }

    /** The same at so many checkpoints of each view and partition, and at the last one. */
    void check(Random random, int checkpoints) {
        checkLog();
        views.forEach(view -> checkView(view, random, checkpoints));
        try (Lake lake = lake()) {
            ArchiveOracle.check(lake, lane.kafka(), lane.source());
            views.forEach(view -> checkOnline(lake, view));
        }
    }

    private Lake lake() {
        return Lake.open(LakeConfig.embedded(lane.stack().home().resolve("lake")));
    }

    private void checkOnline(Lake lake, ViewTopics view) {
        try (OnlineOracle online = new OnlineOracle(lane, view.plan().view().name())) {
            assertThat(online.check(view.updates())).isPositive();
            online.checkServed(lake, view.updates());
        }
    }

    private void checkLog() {
        List.of(log, dead).forEach(CommittedRecords::readToEnd);
        AcceptRules rules = AcceptRules.of(
                lane.source(),
                views.stream()
                        .flatMap(view -> view.plan().features().stream())
                        .map(ViewPlan.FeaturePlan::feature)
                        .toList(),
                RunningLane.PARTITIONS,
                1,
                RejectedRanges.NONE);
        LogOracle oracle = new LogOracle(rules);
        Map<Stamp, Long> ticks = log.list().stream()
                .filter(record -> kind(record) == Stamped.Kind.TICK)
                .collect(Collectors.groupingBy(LaneOracle::stamp, Collectors.counting()));
        // closed between the stamp and the decision: the rest of such a tick is decided when the app is started again
        ticks.values().removeIf(times -> times == RunningLane.PARTITIONS);
        assertThat(ticks).hasSizeLessThanOrEqualTo(RunningLane.PARTITIONS);
        log.list().stream()
                .filter(record -> kind(record) != Stamped.Kind.TICK || !ticks.containsKey(stamp(record)))
                .forEach(record -> oracle.add(record.partition(), LogRecord.decode(record.value())));
        List<String> places = new ArrayList<>();
        oracle.offsets()
                .forEach((partition, offsets) -> offsets.forEach(offset -> places.add(partition + "@" + offset)));
        dead.list().forEach(letter -> places.add(header(letter, "partition") + "@" + header(letter, "offset")));
        assertThat(places).doesNotHaveDuplicates().hasSize(lane.sent());
        oracle.checkOrder();
        oracle.checkStamps();
        oracle.checkVerdicts();
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }

    /** One view at so many checkpoints of each partition, and at the last one; answers what was checked. */
    List<ViewTopics.Checked> checkView(ViewTopics view, Random random, int checkpoints) {
        List<TreeMap<Long, LogRecord>> partitions = IntStream.range(0, RunningLane.PARTITIONS)
                .mapToObj(partition -> EffectiveLog.records(log.list(), partition))
                .toList();
        return view.check(partitions, lane.history(), random, checkpoints);
    }

    @Override
    public void close() {
        List.of(log, dead).forEach(CommittedRecords::close);
        views.forEach(ViewTopics::close);
    }
}
