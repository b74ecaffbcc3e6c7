package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.RejectedRanges.Range;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.accept.testing.NaiveAcceptance;
import io.sluice.definitions.accept.testing.NaiveAcceptance.Placed;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.archive.ArchiveOracle;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.EffectiveLog;
import io.sluice.workers.slot.SlotOracle;
import io.sluice.workers.topic.LogPartitions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a lane and its certification left behind against each other, of the newest incarnation: log, archive, trusted rows, the
 * view that a batch made of them, updates at checkpoints, Redis. Contract §8. To be asked when the lane has ended.
 */
final class CertifiedOracle implements AutoCloseable {
    /** Its place in the source's schema. */
    private static final int AMOUNT = 4;

    private static final String NOTHING = "[null, null, null][never, never, never]";

    private final RunningLane lane;
    private final ViewPlan plan;
    private final SlotPlan slots;
    private final Lake lake;
    private final OnlineStore store;
    private final CommittedRecords log;
    private final CommittedRecords updates;
    private final CommittedRecords checkpoints;
    private final long epoch;
    private final List<TreeMap<Long, LogRecord>> effective = new ArrayList<>();

    CertifiedOracle(RunningLane lane, long epoch) {
        this.lane = lane;
        this.epoch = epoch;
        this.plan = ClickViews.plan(lane.files());
        this.slots = SlotPlan.of(plan, 0, "definition");
        this.lake = Lake.open(LakeConfig.embedded(lane.stack().home().resolve("lake")));
        this.store = new RedisOnlineStore(
                RedisConfig.at(lane.stack().service("redis").path("address").asText()));
        this.log = read("accepted.clicks");
        this.updates = read("updates.activity_v1.clicks");
        this.checkpoints = read("checkpoints.clicks");
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            effective.add(EffectiveLog.of(log.list(), partition));
        }
    }

    private CommittedRecords read(String topic) {
        CommittedRecords records = lane.read(topic);
        records.readToEnd();
        return records;
    }

    SystemTables tables() {
        return new SystemTables(lake);
    }

    /** The verdicts that count are those of the naive rule without what was rejected; how many rows that was. */
    int checkVerdicts() {
        List<RejectedRangeRow> rejected = tables().rejectedRanges().scan();
        int out = 0;
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            int of = partition;
            List<Range> ranges = rejected.stream()
                    .filter(row -> row.partition() == of)
                    .flatMap(this::taken)
                    .toList();
            AcceptRules rules = AcceptRules.of(
                    lane.source(),
                    plan.features().stream().map(ViewPlan.FeaturePlan::feature).toList(),
                    RunningLane.PARTITIONS,
                    epoch,
                    new RejectedRanges(ranges));
            List<Placed> placed = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            effective.get(partition).forEach((offset, record) -> {
                placed.add(new Placed(record.place(offset), record.stamped()));
                verdicts.add(record.verdict());
            });
            assertThat(verdicts).isEqualTo(NaiveAcceptance.verdicts(rules, placed));
            out += (int) verdicts.stream().filter(Verdict.REJECTED::equals).count();
        }
        return out;
    }

    /** A whole range, or of one that was remediated the rows that counted and fail the rule. */
    private Stream<Range> taken(RejectedRangeRow range) {
        if (range.rules().isEmpty()) {
            return Stream.of(new Range(range.from(), range.to()));
        }
        RowCodec codec = new RowCodec(lane.source().schema());
        return EffectiveLog.records(log.list(), range.partition()).subMap(range.from(), range.to()).entrySet().stream()
                .filter(record -> record.getValue().verdict() == Verdict.ACCEPTED
                        && codec.decode(record.getValue().stamped().row())[AMOUNT] == null)
                .map(record -> new Range(record.getKey(), record.getKey() + 1));
    }

    /** The archive is the log, record by record. */
    void checkArchive() {
        ArchiveOracle.check(lake, lane.kafka(), lane.source());
    }

    /** E3: trusted rows of days are the accepted rows of the log, and what was before the stream. */
    void checkTrusted(List<String> days) {
        List<String> expected = new ArrayList<>(lane.history().texts());
        RowCodec codec = new RowCodec(lane.source().schema());
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            effective.get(partition).values().stream()
                    .filter(record -> record.verdict() == Verdict.ACCEPTED || record.verdict() == Verdict.ADMIT)
                    .filter(record -> days.contains(day(record)))
                    .forEach(record -> {
                        @Nullable Object[] row = codec.decode(record.stamped().row());
                        expected.add("%s %d %s %s %s"
                                .formatted(row[0], record.stamped().eventTime(), row[1], row[AMOUNT], row[5]));
                    });
        }
        List<String> trusted = new ArrayList<>();
        rows(TableNames.trusted(RunningLane.SOURCE).name(), lake.load(TableNames.trusted(RunningLane.SOURCE)))
                .forEach(row -> {
                    if (days.contains(String.valueOf(row.getField(SystemColumns.PARTITION)))) {
                        trusted.add("%s %d %s %s %s"
                                .formatted(
                                        row.getField("click_id"),
                                        millis(row.getField(SystemColumns.EVENT_TIME)),
                                        row.getField("user_id"),
                                        row.getField("amount"),
                                        row.getField("is_bot")));
                    }
                });
        assertThat(trusted).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String day(LogRecord record) {
        return Instant.ofEpochMilli(record.stamped().eventTime()).toString().substring(0, 10);
    }

    /** E1 against the naive rule: at every checkpoint of this incarnation, slots are as a loop over the log has them. */
    void checkSlots() {
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            SlotOracle oracle = new SlotOracle(plan, effective.get(partition));
            List<Update> emitted = emitted(partition);
            List<Checkpoint> all = checkpoints(partition);
            assertThat(oracle.check(all.get(all.size() - 1), emitted)).isPositive();
            oracle.check(all.get(0), emitted);
            oracle.check(all.get(all.size() / 2), emitted);
        }
    }

    /**
     * E1 and E3 in one: at every checkpoint within what is certified, after which nothing came that belongs before it, slots are what
     * a batch made of the trusted rows.
     *
     * @return how many slots were compared
     */
    int checkBatch() {
        ReleaseRow release = release();
        Map<String, TreeMap<Long, String>> batch = batch(release);
        int compared = 0;
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            List<Update> emitted = emitted(partition);
            for (Checkpoint checkpoint : checkpoints(partition)) {
                long at = checkpoint.clock() + 1;
                if (isFollowedByEarlierRows(checkpoint, partition)
                        || at < release.certifiedFrom().toEpochMilli()
                        || at > release.certifiedThrough().toEpochMilli()) {
                    continue;
                }
                Map<String, Update> covered = SlotOracle.covered(checkpoint, emitted);
                for (Map.Entry<String, TreeMap<Long, String>> entity : batch.entrySet()) {
                    if (partition(entity.getKey()) == partition) {
                        Map.Entry<Long, String> row = entity.getValue().floorEntry(at);
                        assertThat(shown(covered.get(entity.getKey())))
                                .as("%s at %s", entity.getKey(), checkpoint)
                                .isEqualTo(row == null ? NOTHING : row.getValue());
                        compared++;
                    }
                }
                assertThat(batch.keySet()).containsAll(covered.keySet());
            }
        }
        return compared;
    }

    private boolean isFollowedByEarlierRows(Checkpoint checkpoint, int partition) {
        return effective.get(partition).tailMap(checkpoint.end()).values().stream()
                .anyMatch(record ->
                        record.verdict() == Verdict.ACCEPTED && record.stamped().eventTime() <= checkpoint.clock());
    }

    private static int partition(String entity) {
        return LogPartitions.of(entity.getBytes(StandardCharsets.UTF_8), RunningLane.PARTITIONS);
    }

    /** The newest release. */
    ReleaseRow release() {
        List<ReleaseRow> releases = tables().releases().scan();
        assertThat(releases).hasSize(1);
        return releases.get(0);
    }

    private Map<String, TreeMap<Long, String>> batch(ReleaseRow release) {
        Map<String, TreeMap<Long, String>> batch = new TreeMap<>();
        rows(release.viewTable(), lake.load(TableNames.view(ClickViews.VIEW, "v1")))
                .forEach(row -> batch.computeIfAbsent(
                                EntityKey.of(plan.entity().keys(), List.of(row.getField("user_id")))
                                        .encoded(),
                                entity -> new TreeMap<>())
                        .put(millis(row.getField("feature_timestamp")), shown(row)));
        return batch;
    }

    private String shown(Record row) {
        List<String> values = new ArrayList<>();
        List<String> times = new ArrayList<>();
        plan.features().forEach(feature -> {
            String name = feature.feature().name();
            values.add(text(row.getField(name)));
            Object time = row.getField(name + "__ts");
            times.add(time == null ? "never" : String.valueOf(millis(time)));
        });
        return values + times.toString();
    }

    private String shown(@Nullable Update update) {
        if (update == null) {
            return NOTHING;
        }
        SlotRow row = slots.codec().decode(update.slot());
        List<String> values = new ArrayList<>();
        List<String> times = new ArrayList<>();
        for (int i = 0; i < row.values().length; i++) {
            values.add(text(row.values()[i]));
            times.add(row.timestamps()[i] == ChangePoint.NEVER ? "never" : String.valueOf(row.timestamps()[i]));
        }
        return values + times.toString();
    }

    private static String text(@Nullable Object value) {
        return value instanceof Number
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private static long millis(Object time) {
        return ((OffsetDateTime) time).toInstant().toEpochMilli();
    }

    /**
     * Redis holds the last update of every entity.
     *
     * @return how many have values
     */
    int checkOnline() {
        String pointer = store.pointer(ClickViews.VIEW).orElseThrow();
        long generation = requireNonNull(
                        PointerJson.read(ClickViews.VIEW, pointer).live())
                .target()
                .generation();
        int present = 0;
        for (int partition = 0; partition < RunningLane.PARTITIONS; partition++) {
            List<Checkpoint> all = checkpoints(partition);
            Map<String, Update> covered = SlotOracle.covered(all.get(all.size() - 1), emitted(partition));
            for (Map.Entry<String, Update> entity : covered.entrySet()) {
                StoredSlot slot = requireNonNull(store.read(ClickViews.VIEW, generation, List.of(entity.getKey()))
                        .get(0)
                        .get(RunningLane.SOURCE));
                if (!slot.isEmpty()) {
                    assertThat(slot.row()).isEqualTo(entity.getValue().slot());
                    present++;
                } else {
                    assertThat(shown(entity.getValue())).startsWith("[null, null, null]");
                }
            }
        }
        return present;
    }

    private List<Update> emitted(int partition) {
        return updates.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Update.decode(record.value()))
                .filter(update -> update.epoch() == epoch)
                .toList();
    }

    private List<Checkpoint> checkpoints(int partition) {
        return checkpoints.list().stream()
                .filter(record -> record.partition() == partition)
                .map(record -> Checkpoint.decode(record.value()))
                .filter(checkpoint -> checkpoint.epoch() == epoch)
                .toList();
    }

    private static List<Record> rows(String name, org.apache.iceberg.Table table) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> scan = IcebergGenerics.read(table).build()) {
            scan.forEach(rows::add);
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + name, e);
        }
        return rows;
    }

    @Override
    public void close() {
        List.of(log, updates, checkpoints).forEach(CommittedRecords::close);
        store.close();
        lake.close();
    }
}
