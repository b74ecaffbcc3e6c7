package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.accept.LogOracle;
import io.sluice.workers.archive.ArchiveOracle;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.SlotOracle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Holds what a lane wrote against what was sent: the log, the dead letters, the updates at checkpoints. */
final class LaneOracle implements AutoCloseable {
    private static final int CHECKED = 12;

    private final RunningLane lane;
    private final ViewPlan plan;
    private final CommittedRecords log;
    private final CommittedRecords dead;
    private final CommittedRecords updates;
    private final CommittedRecords checkpoints;

    /** Waits until the lane has made its topics. */
    LaneOracle(RunningLane lane) {
        this.lane = lane;
        this.plan = ClickViews.plan(lane.files());
        this.log = lane.read("accepted.clicks");
        this.dead = lane.read("dead_letters.clicks");
        this.updates = lane.read("updates.activity_v1.clicks");
        this.checkpoints = lane.read("checkpoints.clicks");
    }

    /** Until there are so many more updates. */
    void awaitUpdates(int more) {
        int enough = updates.list().size() + more;
        updates.readUntil(() -> updates.list().size() >= enough, this::stands);
    }

    /** Until all that was sent is in the log or among the dead letters, and the view has taken it in. */
    void awaitEverything() {
        log.readUntil(
                () -> {
                    dead.readToEnd();
                    return events() + dead.list().size() >= lane.sent();
                },
                this::stands);
        log.readToEnd();
        checkpoints.readUntil(
                () -> IntStream.range(0, RunningLane.PARTITIONS)
                        .allMatch(partition -> covered(partition) >= lastEvent(partition)),
                this::stands);
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

    private long events() {
        return log.list().stream()
                .filter(record -> kind(record) == Stamped.Kind.EVENT && isFirst(record))
                .count();
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

    private long lastEvent(int partition) {
        return log.list().stream()
                .filter(record -> record.partition() == partition && kind(record) == Stamped.Kind.EVENT)
                .mapToLong(ConsumerRecord::offset)
                .max()
                .orElse(-1);
    }

    private long covered(int partition) {
        return checkpoints.list().stream()
                .filter(record -> record.partition() == partition)
                .mapToLong(record -> Checkpoint.decode(record.value()).end() - 1)
                .max()
                .orElse(-1);
    }

    private String stands() {
        return "%d sent, %d events in the log, %d dead letters, %d updates, %d checkpoints"
                .formatted(
                        lane.sent(),
                        events(),
                        dead.list().size(),
                        updates.list().size(),
                        checkpoints.list().size());
    }

    /** All committed updates, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> updates() {
        updates.readToEnd();
        return updates.list();
    }

    /** Every record once; verdicts and stamps as the naive rule gives them; slots the naive batch values; the lake has the log, Redis the last values. */
    void check() {
        List.of(log, dead, updates, checkpoints).forEach(CommittedRecords::readToEnd);
        AcceptRules rules = AcceptRules.of(
                lane.source(),
                plan.features().stream().map(ViewPlan.FeaturePlan::feature).toList(),
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
        try (Lake lake = Lake.open(LakeConfig.embedded(lane.stack().home().resolve("lake")))) {
            ArchiveOracle.check(lake, lane.kafka(), lane.source());
        }
        try (OnlineOracle online = new OnlineOracle(lane)) {
            assertThat(online.check(updates.list())).isPositive();
        }
        Random random = new Random(CHECKED);
        IntStream.range(0, RunningLane.PARTITIONS).forEach(partition -> checkView(partition, random));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }

    private void checkView(int partition, Random random) {
        TreeMap<Long, LogRecord> records = new TreeMap<>();
        log.list().stream()
                .filter(record -> record.partition() == partition)
                .forEach(record -> records.put(record.offset(), LogRecord.decode(record.value())));
        List<Update> emitted = updates.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Update.decode(record.value()))
                .toList();
        List<Checkpoint> all = checkpoints.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Checkpoint.decode(record.value()))
                .toList();
        SlotOracle oracle = new SlotOracle(plan, records);
        assertThat(oracle.check(all.get(all.size() - 1), emitted)).isPositive();
        for (int i = 0; i < CHECKED; i++) {
            oracle.check(all.get(random.nextInt(all.size())), emitted);
        }
        assertThat(all).extracting(Checkpoint::end).isSorted();
    }

    @Override
    public void close() {
        List.of(log, dead, updates, checkpoints).forEach(CommittedRecords::close);
    }
}
