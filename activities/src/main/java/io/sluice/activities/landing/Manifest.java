package io.sluice.activities.landing;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.landing.Announcement.AnnouncedFile;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.spark.DataFiles;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code landing.files__manifest}: every file of every delivery with size and hash, and what was announced; a delivery is written once. */
final class Manifest {
    private static final TableIdentifier NAME = TableIdentifier.of("landing", "files__manifest");

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "source", Types.StringType.get()),
            Types.NestedField.optional(2, "partition", Types.StringType.get()),
            Types.NestedField.optional(3, "delivery", Types.StringType.get()),
            Types.NestedField.optional(4, "path", Types.StringType.get()),
            Types.NestedField.optional(5, "bytes", Types.LongType.get()),
            Types.NestedField.optional(6, "sha256", Types.StringType.get()),
            Types.NestedField.optional(7, "run", Types.StringType.get()),
            // Of deliveries that came with a manifest; the supplier's word, whatever arrived.
            Types.NestedField.optional(8, "announced", Types.StringType.get()),
            Types.NestedField.optional(9, "announced_rows", Types.LongType.get()),
            Types.NestedField.optional(10, "announced_bytes", Types.LongType.get()),
            Types.NestedField.optional(11, "announced_sha256", Types.StringType.get()));

    private final Lake lake;

    Manifest(Lake lake) {
        this.lake = lake;
    }

    /** Writes the files of a delivery and what was announced of them; what was written before stays as it is. */
    void append(SparkSession session, Landed landed, LandRequest request, Delivery delivery) {
        Table table = load();
        if (!isNew(table.snapshots(), landed.deliveryId())) {
            return;
        }
        List<Row> rows = rows(landed, request, delivery);
        AppendFiles append = table.newAppend()
                .set(LandingSummary.DELIVERY, landed.deliveryId())
                .validateWith(ancestors -> isNew(ancestors, landed.deliveryId()));
        DataFiles.write(
                        session.createDataFrame(rows, SparkSchemaUtil.convert(SCHEMA))
                                .coalesce(1),
                        table,
                        "sluice." + NAME)
                .forEach(append::appendFile);
        try {
            append.commit();
        } catch (ValidationException anotherTryWasFaster) {
            // the same files of the same delivery
        }
    }

    /** The files of a delivery that arrived, as {@code path sha256}. */
    static List<String> files(Lake lake, String delivery) {
        List<String> files = new ArrayList<>();
        lake.find(NAME).ifPresent(table -> {
            try (CloseableIterable<Record> rows = IcebergGenerics.read(table)
                    .where(Expressions.equal("delivery", delivery))
                    .build()) {
                rows.forEach(row -> {
                    if (row.getField("path") != null) {
                        files.add(row.getField("path") + " " + row.getField("sha256"));
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return files.stream().sorted().toList();
    }

    private static List<Row> rows(Landed landed, LandRequest request, Delivery delivery) {
        List<Row> rows = new ArrayList<>();
        for (SourceFile file : delivery.files()) {
            rows.add(row(landed, request, file, delivery.announced(file)));
        }
        for (AnnouncedFile missing : delivery.missing()) {
            rows.add(row(landed, request, null, missing));
        }
        return rows;
    }

    private static Row row(
            Landed landed, LandRequest request, @Nullable SourceFile file, @Nullable AnnouncedFile announced) {
        return RowFactory.create(
                request.source().name(),
                request.partition(),
                landed.deliveryId(),
                file == null ? null : file.path(),
                file == null ? null : file.bytes(),
                file == null ? null : file.sha256(),
                request.run(),
                announced == null ? null : announced.path(),
                announced == null ? null : announced.rows(),
                announced == null ? null : announced.bytes(),
                announced == null ? null : announced.sha256());
    }

    private static boolean isNew(Iterable<Snapshot> snapshots, String deliveryId) {
        for (Snapshot snapshot : snapshots) {
            if (deliveryId.equals(snapshot.summary().get(LandingSummary.DELIVERY))) {
                return false;
            }
        }
        return true;
    }

    private Table load() {
        return lake.loadOrCreate(new TableLayout(NAME, SCHEMA, PartitionSpec.unpartitioned(), Map.of()));
    }
}
