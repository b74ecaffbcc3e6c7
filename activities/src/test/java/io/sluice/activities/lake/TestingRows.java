package io.sluice.activities.lake;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Conversions;

/** A small source and rows of its trusted table, for tests of this module. */
public final class TestingRows {
    private TestingRows() {}

    /** Events of a day with a customer that identifies and an amount. */
    public static Source source(String name) {
        return source(name, Source.Partitioning.DAY, Duration.ZERO);
    }

    public static Source source(String name, Source.Partitioning partitioning, Duration lateness) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                List.of(
                        new Column("id", DataType.STRING),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("customer", DataType.BIGINT),
                        new Column("amount", DataType.decimal(10, 2))),
                "at",
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                new Source.Batch(Source.Batch.Access.PATH, "csv", "in/{partition}.csv", Map.of(), partitioning),
                null,
                List.of("customer"),
                null,
                lateness,
                Source.LatePolicy.QUARANTINE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of("customer"),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** A data file of trusted rows with these ids; in no snapshot yet. */
    public static DataFile file(Table table, String partition, String... ids) {
        Record label = GenericRecord.create(table.spec().partitionType());
        label.set(
                0,
                Conversions.fromPartitionString(
                        table.spec().partitionType().fields().get(0).type(), partition));
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 1, System.nanoTime())
                                .build()
                                .newOutputFile(label),
                        table.spec(),
                        label);
        try (writer) {
            for (String id : ids) {
                writer.write(row(table, partition, id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toDataFile();
    }

    /** Ids per partition label of a table's current rows. */
    public static Map<String, List<String>> idsByPartition(Table table) {
        Map<String, List<String>> ids = new LinkedHashMap<>();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            rows.forEach(row -> ids.computeIfAbsent(
                            row.getField(SystemColumns.PARTITION).toString(), label -> new ArrayList<>())
                    .add(row.getField("id").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ids.values().forEach(list -> list.sort(null));
        return ids;
    }

    private static Record row(Table table, String partition, String id) {
        Record row = GenericRecord.create(table.schema());
        row.setField("id", id);
        row.setField("customer", 7L);
        row.setField(SystemColumns.PARTITION, partition);
        row.setField(SystemColumns.EVENT_ID, id);
        return row;
    }
}
