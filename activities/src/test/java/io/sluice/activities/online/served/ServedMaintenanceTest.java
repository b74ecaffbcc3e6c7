package io.sluice.activities.online.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.online.SlotVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code served.<view>} while somebody merges its files and lets its snapshots expire. */
final class ServedMaintenanceTest {
    private static final String WRITER = "clicks/0";
    private static final int APPENDS = 4;

    @TempDir
    Path folder;

    @Test
    void compactionAndExpiryBesideAppendsLoseAndDoubleNothing() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Lake other = Lake.open(LakeConfig.embedded(folder))) {
            ServedArchive archive = new ServedArchive(lake, "activity");
            assertThat(archive.append(rows(0), WRITER, null, "0")).isTrue();
            CompletableFuture<Void> appends = CompletableFuture.runAsync(() -> {
                for (int i = 1; i < APPENDS; i++) {
                    assertThat(archive.append(rows(i), WRITER, String.valueOf(i - 1), String.valueOf(i)))
                            .isTrue();
                }
            });
            do {
                compactAndExpire(other);
            } while (!appends.isDone());
            appends.join();
            compactAndExpire(other);

            assertThat(lake.load(TableNames.served("activity")).snapshots()).hasSize(1);
            assertThat(archive.position(WRITER)).contains(String.valueOf(APPENDS - 1));
            assertThat(archive.append(rows(1), WRITER, "0", "1"))
                    .as("a writer that stood still since its first append")
                    .isFalse();
            assertThat(archive.read("v1"))
                    .extracting(row -> row.id().version().minor())
                    .containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        }
    }

    private static List<ServedRow> rows(int append) {
        return List.of(row(2L * append), row(2L * append + 1));
    }

    private static ServedRow row(long offset) {
        return ServedRow.write("v1", 1, "clicks", "e" + offset, new SlotVersion(1, offset), 1_000, new byte[] {1});
    }

    private static void compactAndExpire(Lake by) {
        Table table = by.load(TableNames.served("activity"));
        RewriteFiles rewrite =
                table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            files.forEach(file -> rewrite.deleteFile(file.file()));
            rewrite.addFile(merged(table).toDataFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        rewrite.commit();
        table.expireSnapshots()
                .expireOlderThan(System.currentTimeMillis() + 1_000)
                .retainLast(1)
                .commit();
    }

    /** All rows are of one day. */
    private static DataWriter<Record> merged(Table table) throws IOException {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> all = IcebergGenerics.read(table).build()) {
            all.forEach(rows::add);
        }
        PartitionKey day = new PartitionKey(table.spec(), table.schema());
        day.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(rows.get(0)));
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 1, System.nanoTime())
                                .format(FileFormat.PARQUET)
                                .build()
                                .newOutputFile(day),
                        table.spec(),
                        day);
        try (writer) {
            rows.forEach(writer::write);
        }
        return writer;
    }
}
