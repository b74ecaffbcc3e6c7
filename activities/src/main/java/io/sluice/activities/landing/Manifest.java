package io.sluice.activities.landing;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.spark.DataFiles;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** {@code landing.files__manifest}: every file of every delivery with size and hash; a delivery is written once. */
final class Manifest {
    private static final TableIdentifier NAME = TableIdentifier.of("landing", "files__manifest");

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "source", Types.StringType.get()),
            Types.NestedField.optional(2, "partition", Types.StringType.get()),
            Types.NestedField.optional(3, "delivery", Types.StringType.get()),
            Types.NestedField.optional(4, "path", Types.StringType.get()),
            Types.NestedField.optional(5, "bytes", Types.LongType.get()),
            Types.NestedField.optional(6, "sha256", Types.StringType.get()),
            Types.NestedField.optional(7, "run", Types.StringType.get()));

    private final Lake lake;

    Manifest(Lake lake) {
        this.lake = lake;
    }

    void append(SparkSession session, Landed landed, LandRequest request, List<SourceFile> files) {
        Table table = load();
        if (!isNew(table.snapshots(), landed.deliveryId())) {
            return;
        }
        List<Row> rows = files.stream()
                .map(file -> RowFactory.create(
                        request.source().name(),
                        request.partition(),
                        landed.deliveryId(),
                        file.path(),
                        file.bytes(),
                        file.sha256(),
                        request.run()))
                .toList();
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
