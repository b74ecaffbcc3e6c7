package io.sluice.activities.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTest {
    private static final Source SOURCE = LogRecords.source("clicks");
    private static final long SEED = 20_260_628;

    @TempDir
    Path folder;

    private final LogRecords log = new LogRecords(SEED);
    private Lake lake;
    private Archive archive;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        archive = new Archive(lake, SOURCE);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void givesBackEveryRecordAsTheLogHadIt() {
        List<ArchivedRecord> records = log.records(0, 0, 300);

        append(archive, 0, 0, 300, records);

        assertThat(read()).isEqualTo(texts(records));
        assertThat(files()).as("one file a day").hasSize(2);
    }

    @Test
    void keepsWholeWhatNoColumnTakes() {
        long farAway = Long.MAX_VALUE - 7;
        Stamp stamp = new Stamp(0, 0, LogRecords.START, farAway);
        byte[] otherColumns = new RowCodec(List.of(new Column("x", DataType.INT))).encode(new Object[] {1});
        List<ArchivedRecord> records = new ArrayList<>();
        for (byte[] row : List.of(log.event(stamp).row(), otherColumns, new byte[0])) {
            LogRecord record = new LogRecord(
                    1,
                    LogRecord.FIRST,
                    Verdict.FUTURE,
                    List.of(),
                    Stamped.event(stamp, farAway, "e", new byte[0], row));
            records.add(new ArchivedRecord(0, records.size(), LogRecords.START, record));
        }

        append(archive, 0, 0, 3, records);

        assertThat(read()).isEqualTo(texts(records));
    }

    @Test
    void saysHowFarEachPartitionIsAndCountsOn() {
        List<ArchivedRecord> records = log.records(1, 0, 100);
        // Offsets without a record are covered like any.
        append(archive, 1, 0, 120, records);

        PartitionProgress progress = progress(archive, 1);
        assertThat(progress.next()).isEqualTo(120);
        assertThat(progress.epoch()).isEqualTo(2);
        assertThat(progress.count(Verdict.ACCEPTED)).isPositive();
        assertThat(progress.clock()).isPositive();
        assertThat(progress(archive, 0).next()).isZero();
        Table table = lake.load(TableNames.events("clicks"));
        assertThat(table.currentSnapshot().summary()).containsEntry("sluice.archive.1", "0-120");
    }

    @Test
    void ofTwoWritersOfARangeOneIsRefusedInEveryRace() throws Exception {
        int rounds = 12;
        progress(archive, 0);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Lake other = Lake.open(LakeConfig.embedded(folder))) {
            CompletableFuture<Integer> one =
                    CompletableFuture.supplyAsync(() -> race(archive, rounds, together), threads);
            CompletableFuture<Integer> two =
                    CompletableFuture.supplyAsync(() -> race(new Archive(other, SOURCE), rounds, together), threads);

            assertThat(one.join() + two.join()).as("appends that held").isEqualTo(rounds);
        } finally {
            threads.shutdown();
        }
        assertThat(read()).isEqualTo(texts(new LogRecords(SEED).records(0, 0, rounds * 5L)));
    }

    /** Each thread makes the same records, so whoever wins has written the right ones. */
    private int race(Archive writer, int rounds, CyclicBarrier together) {
        LogRecords own = new LogRecords(SEED);
        int held = 0;
        for (int round = 0; round < rounds; round++) {
            long from = round * 5L;
            ArchiveFiles files = files(writer, own.records(0, from, from + 5));
            ArchivedRange range = range(0, from, from + 5);
            try {
                together.await();
                writer.append(files, List.of(range));
                held++;
            } catch (StaleRangeException refused) {
                // the other one was quicker
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            try {
                together.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        return held;
    }

    @Test
    void writersOfDifferentPartitionsDoNotDisturbEachOther() {
        ArchiveFiles one = files(archive, log.records(0, 0, 10));
        append(archive, 1, 0, 10, log.records(1, 0, 10));

        archive.append(one, List.of(range(0, 0, 10)));

        assertThat(progress(archive, 0).next()).isEqualTo(10);
        assertThat(progress(archive, 1).next()).isEqualTo(10);
    }

    @Test
    void aWriterThatWasPausedIsRefusedAndItsFilesAreSeenByNobody() {
        List<ArchivedRecord> records = log.records(0, 0, 20);
        ArchiveFiles paused = files(archive, records.subList(0, 10));
        append(archive, 0, 0, 20, records);

        assertThatThrownBy(() -> archive.append(paused, List.of(range(0, 0, 10))))
                .isInstanceOf(StaleRangeException.class)
                .hasMessageContaining("archived up to offset 20");
        assertThat(read()).isEqualTo(texts(records));
    }

    @Test
    void aGapIsRefused() {
        append(archive, 0, 0, 10, log.records(0, 0, 10));

        assertThatThrownBy(() -> append(archive, 0, 11, 20, log.records(0, 11, 20)))
                .isInstanceOf(StaleRangeException.class);
    }

    @Test
    void compactionAndExpiryBesideAppendsLoseAndDoubleNothing() {
        List<ArchivedRecord> records = log.records(0, 0, 100);
        append(archive, 0, 0, 5, records.subList(0, 5));
        CompletableFuture<Void> appends = CompletableFuture.runAsync(() -> {
            for (int from = 5; from < 100; from += 19) {
                append(archive, 0, from, from + 19, records.subList(from, from + 19));
            }
        });
        try (Lake other = Lake.open(LakeConfig.embedded(folder))) {
            do {
                compactAndExpire(other);
            } while (!appends.isDone());
            appends.join();
            compactAndExpire(other);
        }

        Table table = lake.load(TableNames.events("clicks"));
        assertThat(table.snapshots()).hasSize(1);
        assertThat(table.currentSnapshot().summary()).doesNotContainKey("sluice.archive.0");
        assertThat(progress(archive, 0).next()).isEqualTo(100);
        assertThatThrownBy(() -> append(archive, 0, 95, 105, log.records(0, 95, 105)))
                .isInstanceOf(StaleRangeException.class);
        assertThat(read()).isEqualTo(texts(records));
    }

    /** What maintenance does: all files become one a day, and every older snapshot goes. */
    private void compactAndExpire(Lake by) {
        Table table = by.load(TableNames.events("clicks"));
        ArchiveRows rows = new ArchiveRows(SOURCE, table.schema());
        ArchiveFiles merged = new ArchiveFiles(table, rows);
        RewriteFiles rewrite =
                table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
        scan(table).forEach(rewrite::deleteFile);
        rows(table).forEach(row -> merged.write(rows.decode(row)));
        merged.complete().forEach(rewrite::addFile);
        rewrite.commit();
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis() + 1_000)
                .retainLast(1)
                .commit();
    }

    @Test
    void aHistoryThatWasSetBackStopsTheArchive() {
        append(archive, 0, 0, 10, log.records(0, 0, 10));
        Table table = lake.load(TableNames.events("clicks"));
        long first = table.currentSnapshot().snapshotId();
        append(archive, 0, 10, 20, log.records(0, 10, 20));
        table.refresh();
        table.manageSnapshots().rollbackTo(first).commit();

        assertThatThrownBy(() -> progress(archive, 0))
                .isInstanceOf(BrokenArchiveException.class)
                .hasMessageContaining("ends at offset 10 of log partition 0, and offsets up to 20 were archived");
        assertThatThrownBy(() -> append(archive, 0, 20, 30, log.records(0, 20, 30)))
                .isInstanceOf(BrokenArchiveException.class);
    }

    @Test
    void aTableThatDoesNotSayHowFarItIsIsNotFilledAgain() {
        append(archive, 0, 0, 10, log.records(0, 0, 10));
        Table table = lake.load(TableNames.events("clicks"));
        table.updateProperties().remove(ArchiveOffsets.next(0)).commit();

        assertThatThrownBy(() -> progress(archive, 0))
                .isInstanceOf(BrokenArchiveException.class)
                .hasMessageContaining("set it to the first offset that is not archived, 10");
        compactAndExpire(lake);
        assertThatThrownBy(() -> progress(archive, 0)).isInstanceOf(BrokenArchiveException.class);
        assertThat(progress(archive, 1).next()).isZero();
    }

    @Test
    void aPersonMayLetItGoOnBehindAGap() {
        append(archive, 0, 0, 10, log.records(0, 0, 10));
        lake.load(TableNames.events("clicks"))
                .updateProperties()
                .set("sluice.archive.0.skip-to", "15")
                .commit();

        append(archive, 0, 15, 20, log.records(0, 15, 20));

        assertThat(progress(archive, 0).next()).isEqualTo(20);
        assertThat(lake.load(TableNames.events("clicks")).properties())
                .doesNotContainKey("sluice.archive.0.skip-to")
                .containsEntry("sluice.archive.0.gaps", "10-15");
        append(archive, 0, 20, 25, log.records(0, 20, 25));
        assertThat(PinnedArchive.of(lake, "clicks", 2, 1).gaps()).isEqualTo(Map.of(0, List.of(15L)));
    }

    @Test
    void columnsMayComeAndGetWiderButNotChange() {
        append(archive, 0, 0, 10, log.records(0, 0, 10));
        List<Column> wider = new ArrayList<>(LogRecords.COLUMNS);
        wider.set(3, new Column("n", DataType.BIGINT));
        wider.add(new Column("more", DataType.STRING));
        Archive later = new Archive(lake, LogRecords.source("clicks", wider));
        append(later, 0, 10, 11, List.of(new LogRecords(SEED).records(0, 10, 11).get(0)));
        List<Column> other = new ArrayList<>(LogRecords.COLUMNS);
        other.set(3, new Column("n", DataType.STRING));

        assertThatThrownBy(() -> new Archive(lake, LogRecords.source("clicks", other)).newFiles())
                .hasMessageContaining("Column n of table events.clicks is bigint and source clicks says string");
        append(archive, 0, 11, 300, log.records(0, 11, 300));
        assertThat(read()).hasSize(300);
    }

    @Test
    void identifyingColumnsLeaveNoBoundsInMetadata() {
        append(archive, 0, 0, 50, log.records(0, 0, 50));
        Table table = lake.load(TableNames.events("clicks"));

        for (DataFile file : files()) {
            for (String column : List.of("blob", "click_id", "_event_id", "_key", "_raw", "_record")) {
                int id = table.schema().findField(column).fieldId();
                assertThat(file.lowerBounds()).as(column).doesNotContainKey(id);
            }
            assertThat(file.lowerBounds())
                    .containsKey(table.schema().findField("_log_offset").fieldId());
        }
    }

    private static void append(Archive to, int partition, long from, long end, List<ArchivedRecord> records) {
        ArchivedRange range = range(partition, from, end);
        records.forEach(record -> range.after().observe(record.record()));
        to.append(files(to, records), List.of(range));
    }

    private static ArchivedRange range(int partition, long from, long to) {
        PartitionProgress after = PartitionProgress.fresh(partition, from, 2);
        after.reach(to);
        return new ArchivedRange(from, after);
    }

    private static ArchiveFiles files(Archive to, List<ArchivedRecord> records) {
        ArchiveFiles files = to.newFiles();
        records.forEach(files::write);
        return files;
    }

    private static PartitionProgress progress(Archive of, int partition) {
        Map<Integer, PartitionProgress> progress = of.progress(List.of(partition), 2);
        return progress.get(partition);
    }

    private List<DataFile> files() {
        return scan(lake.load(TableNames.events("clicks")));
    }

    private static List<DataFile> scan(Table table) {
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(task -> files.add(task.file()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    private static List<Record> rows(Table table) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> scan = IcebergGenerics.read(table).build()) {
            scan.forEach(rows::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    /** All archived records by place, in a form that can be compared. */
    private List<String> read() {
        Table table = lake.load(TableNames.events("clicks"));
        ArchiveRows rows = new ArchiveRows(SOURCE, table.schema());
        return texts(rows(table).stream()
                .map(rows::decode)
                .sorted(Comparator.comparingInt(ArchivedRecord::partition).thenComparingLong(ArchivedRecord::offset))
                .toList());
    }

    private static List<String> texts(List<ArchivedRecord> records) {
        return records.stream()
                .map(record -> "%d@%d %d %s"
                        .formatted(
                                record.partition(),
                                record.offset(),
                                record.loggedAt(),
                                java.util.HexFormat.of()
                                        .formatHex(record.record().encoded())))
                .toList();
    }
}
