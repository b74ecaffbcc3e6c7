package io.sluice.activities.certify;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchiveFiles;
import io.sluice.activities.archive.ArchivedRange;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Stamping;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A stream without a broker: two source partitions, two partitions of the log, decided by the kernel, archived as its sink does. */
public final class TestingStream {
    public static final int PARTITIONS = 2;
    public static final long LATENESS = Duration.ofHours(1).toMillis();
    private static final long IDLE = 1_000;
    private static final long SKEW = Duration.ofDays(1).toMillis();

    private static final List<Column> COLUMNS = List.of(
            new Column("user", DataType.STRING),
            new Column("click_id", DataType.STRING),
            new Column("at", DataType.TIMESTAMP),
            new Column("n", DataType.INT),
            new Column("tags", DataType.array(DataType.STRING)));
    private static final RowCodec CODEC = new RowCodec(COLUMNS);

    private final Source source;
    private final Lake lake;
    private final List<Stamping> stampings = new ArrayList<>();
    private final List<Acceptance> acceptances = new ArrayList<>();
    private final List<List<LogRecord>> log = new ArrayList<>();
    private final int[] archived = new int[PARTITIONS];
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final List<RejectedRangeRow> rejected = new ArrayList<>();
    private long epoch = 1;

    public TestingStream(Lake lake, Source source) {
        this.lake = lake;
        this.source = source;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stampings.add(new Stamping(partition, SKEW, IDLE));
            acceptances.add(new Acceptance(rules(partition), new InMemoryStore()));
            log.add(new ArrayList<>());
        }
        begin();
    }

    public static Source source(String name, Source.@Nullable Batch batch, @Nullable Instant cutover) {
        return source(name, batch, cutover, Source.LatePolicy.QUARANTINE);
    }

    static Source source(String name, Source.@Nullable Batch batch, @Nullable Instant cutover, Source.LatePolicy late) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                COLUMNS,
                "at",
                new EventId(EventId.Kind.COLUMNS, List.of("click_id")),
                batch,
                new Source.Stream(name + "_raw", "json", false),
                List.of("user"),
                cutover,
                Duration.ofMillis(LATENESS),
                late,
                Duration.ofSeconds(60),
                Duration.ofMillis(SKEW),
                Duration.ZERO,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    public Source source() {
        return source;
    }

    private void begin() {
        new SystemTables(lake)
                .incarnations()
                .append(
                        source.name() + "/" + epoch,
                        List.of(new IncarnationRow(
                                source.name(),
                                epoch,
                                "v1",
                                "f1",
                                "topic",
                                PARTITIONS,
                                PARTITIONS,
                                Long.MAX_VALUE,
                                Instant.ofEpochMilli(epoch),
                                null,
                                null)));
    }

    private AcceptRules rules(int partition) {
        return new AcceptRules(
                PARTITIONS,
                LATENESS,
                SKEW,
                source.cutover() == null ? Long.MIN_VALUE : source.cutover().toEpochMilli(),
                AcceptRules.FOREVER,
                epoch,
                new RejectedRanges(rejected.stream()
                        .filter(row -> row.partition() == partition && row.epoch() < epoch)
                        .filter(row -> row.rules().isEmpty())
                        .map(row -> new RejectedRanges.Range(row.from(), row.to()))
                        .toList()));
    }

    /** An event as a source partition has it. */
    public Stamped event(int from, long time, String user, String id, @Nullable Integer n) {
        long offset = offsets.merge(from, 1L, Long::sum) - 1;
        @Nullable Object[] row = {user, id, time, n, List.of("a", id)};
        Stamped event = Stamped.event(
                stampings.get(from).stamp(offset, time, time),
                time,
                id,
                new byte[] {(byte) user.length()},
                CODEC.encode(row));
        decide(partition(user), event);
        return event;
    }

    /** A record that some rule of its row refused. */
    public void broken(int from, long time, String user) {
        long offset = offsets.merge(from, 1L, Long::sum) - 1;
        @Nullable Object[] row = {user, "x" + offset, time, null, null};
        decide(
                partition(user),
                new Stamped(
                        Stamped.Kind.EVENT,
                        stampings.get(from).stamp(offset, time, time),
                        time,
                        "x" + offset,
                        new byte[0],
                        CODEC.encode(row),
                        List.of("n_not_null"),
                        new byte[0]));
    }

    /** A record whose row has other columns than the source. */
    void foreign(int from, long time) {
        long offset = offsets.merge(from, 1L, Long::sum) - 1;
        byte[] row = new RowCodec(List.of(new Column("x", DataType.INT))).encode(new Object[] {1});
        decide(0, Stamped.event(stampings.get(from).stamp(offset, time, time), time, "f" + offset, new byte[0], row));
    }

    /** A correction brings a late event back. */
    public void admit(String user, Stamped event) {
        decide(partition(user), event.admitted());
    }

    /** Time passes in a silent source partition. */
    public void tick(int from, long now) {
        Stamped tick = stampings.get(from).tickSilent(now + IDLE);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            decide(partition, tick);
        }
    }

    public static int partition(String user) {
        return Math.floorMod(user.hashCode(), PARTITIONS);
    }

    private void decide(int partition, Stamped record) {
        log.get(partition).add(acceptances.get(partition).decide(record));
    }

    /** A person rejects a range of a partition. */
    public void reject(int partition, long from, long to) {
        takeOut(partition, from, to, List.of());
    }

    /** A person takes the rows of a range out that have no n. */
    void remediate(int partition, long from, long to) {
        takeOut(partition, from, to, List.of("n_not_null"));
    }

    private void takeOut(int partition, long from, long to, List<String> rules) {
        RejectedRangeRow row = new RejectedRangeRow(
                source.name(), partition, epoch, from, to, rules, "gate", "ana", "bad", "", Instant.EPOCH);
        rejected.add(row);
        new SystemTables(lake)
                .rejectedRanges()
                .append(source.name() + "/" + partition + "/" + from + "/" + to, List.of(row));
    }

    /** The next incarnation decides again what came from an offset on. */
    public void reincarnate(int partition, long from) {
        epoch++;
        begin();
        Acceptance next = new Acceptance(rules(partition), new InMemoryStore());
        List<LogRecord> records = log.get(partition);
        int end = records.size();
        for (int offset = 0; offset < end; offset++) {
            if (offset < from) {
                next.recall(records.get(offset));
            } else {
                LogRecord record = records.get(offset);
                records.add(
                        fails(partition, offset, record)
                                ? next.reject(offset, record)
                                : next.decideAgain(offset, record));
            }
        }
        acceptances.set(partition, next);
    }

    private boolean fails(int partition, long offset, LogRecord record) {
        return record.verdict().counts()
                && CODEC.decode(record.stamped().row())[3] == null
                && rejected.stream()
                        .anyMatch(row -> row.partition() == partition
                                && row.epoch() == epoch - 1
                                && !row.rules().isEmpty()
                                && row.from() <= offset
                                && offset < row.to());
    }

    /** The first records of a source partition were gone before anybody read it. */
    void begunAt(int sourcePartition, long offset) {
        offsets.put(sourcePartition, offset);
    }

    /** What was not archived of a partition yet is lost, and a person lets the archive go on behind it. */
    void lose(int partition) {
        archived[partition] = log.get(partition).size();
        lake.load(TableNames.events(source.name()))
                .updateProperties()
                .set("sluice.archive.%d.skip-to".formatted(partition), String.valueOf(archived[partition]))
                .commit();
    }

    /** The first duplicate from an offset on; what it is one of lies right before it. */
    int duplicateAfter(int partition, int from) {
        int offset = from;
        while (log.get(partition).get(offset).verdict() != Verdict.DUPLICATE) {
            offset++;
        }
        return offset;
    }

    /** How many records a partition of the log has. */
    public int size(int partition) {
        return log.get(partition).size();
    }

    /** The log as it is now is archived. */
    public void archive() {
        Archive archive = new Archive(lake, source);
        ArchiveFiles files = archive.newFiles();
        List<ArchivedRange> ranges = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<LogRecord> records = log.get(partition);
            if (records.size() > archived[partition]) {
                PartitionProgress progress = archive.progress(List.of(partition), PARTITIONS)
                        .get(partition)
                        .copy();
                for (int offset = archived[partition]; offset < records.size(); offset++) {
                    files.write(
                            new ArchivedRecord(partition, offset, 1_782_691_190_000L + offset, records.get(offset)));
                    progress.observe(records.get(offset));
                }
                progress.reach(records.size());
                ranges.add(new ArchivedRange(archived[partition], progress));
                archived[partition] = records.size();
            }
        }
        archive.append(files, ranges);
    }

    /** By day, the rows that count, as the contract says it and nothing else: the naive oracle. */
    Map<String, TreeSet<String>> accepted() {
        Map<String, TreeSet<String>> days = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<LogRecord> records = log.get(partition);
            Map<Long, Integer> newest = new TreeMap<>();
            for (int offset = 0; offset < records.size(); offset++) {
                newest.merge(
                        records.get(offset).place(offset),
                        offset,
                        (one, other) ->
                                records.get(one).epoch() > records.get(other).epoch() ? one : other);
            }
            for (int offset : newest.values()) {
                LogRecord record = records.get(offset);
                if (record.verdict().counts() && !isRejected(partition, offset, record.epoch())) {
                    Stamped row = record.stamped();
                    days.computeIfAbsent(
                                    Instant.ofEpochMilli(row.eventTime())
                                            .toString()
                                            .substring(0, 10),
                                    day -> new TreeSet<>())
                            .add(text(CODEC.decode(row.row()), row.eventTime(), row.eventId()));
                }
            }
        }
        return days;
    }

    private boolean isRejected(int partition, long offset, long of) {
        return rejected.stream()
                .anyMatch(row ->
                        row.partition() == partition && row.from() <= offset && offset < row.to() && row.epoch() >= of);
    }

    static String text(@Nullable Object[] row, long time, String id) {
        return "%s %s %s %s %s at %d as %s".formatted(row[0], row[1], row[2], row[3], row[4], time, id);
    }
}
