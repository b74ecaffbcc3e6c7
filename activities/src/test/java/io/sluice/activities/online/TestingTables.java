package io.sluice.activities.online;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Rows in Iceberg tables, written by hand. */
public final class TestingTables {
    /** A row of a view table. */
    public record ViewRow(LocalDate day, List<Object> keys, boolean carry, ChangePoint point) {}

    private TestingTables() {}

    /** Replaces the days of the rows, and those named, in one commit; returns the snapshot's id. */
    public static String replaceDays(Table table, ViewPlan plan, List<ViewRow> rows) {
        List<Record> records = new ArrayList<>();
        for (ViewRow row : rows) {
            records.add(record(table, plan, row));
        }
        return replace(table, records);
    }

    /** Replaces the partitions of the records in one commit; returns the snapshot's id. */
    public static String replace(Table table, List<Record> records) {
        Map<String, List<Record>> partitions = new TreeMap<>();
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        for (Record record : records) {
            key.partition(wrapper.wrap(record));
            partitions.computeIfAbsent(key.toPath(), path -> new ArrayList<>()).add(record);
        }
        ReplacePartitions replacement = table.newReplacePartitions();
        partitions.values().forEach(partition -> replacement.addFile(file(table, partition)));
        replacement.commit();
        table.refresh();
        return Long.toString(table.currentSnapshot().snapshotId());
    }

    private static DataFile file(Table table, List<Record> records) {
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(records.get(0)));
        DataWriter<Record> writer = new GenericFileWriterFactory.Builder(table)
                .dataFileFormat(FileFormat.PARQUET)
                .build()
                .newDataWriter(
                        OutputFileFactory.builderFor(table, 1, System.nanoTime())
                                .build()
                                .newOutputFile(key),
                        table.spec(),
                        key);
        try (writer) {
            writer.write(records);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.toDataFile();
    }

    private static Record record(Table table, ViewPlan plan, ViewRow row) {
        Record record = GenericRecord.create(table.schema());
        record.setField("day", row.day());
        for (int i = 0; i < row.keys().size(); i++) {
            record.setField(
                    plan.entity().keys().get(i).name(),
                    stored(row.keys().get(i), plan.entity().keys().get(i).type(), null));
        }
        record.setField("carry", row.carry());
        record.setField("feature_timestamp", instant(row.point().timestamp()));
        for (int i = 0; i < plan.features().size(); i++) {
            String name = plan.features().get(i).feature().name();
            Types.NestedField field = table.schema().findField(name);
            record.setField(
                    name, stored(row.point().values()[i], plan.features().get(i).type(), field));
            record.setField(name + "__ts", unless(ChangePoint.NEVER, row.point().timestamps()[i]));
            record.setField(
                    name + "__until", unless(ChangePoint.NONE, row.point().validUntil()[i]));
        }
        return record;
    }

    private static @Nullable OffsetDateTime unless(long absent, long instant) {
        return instant == absent ? null : instant(instant);
    }

    public static OffsetDateTime instant(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Object stored(@Nullable Object value, DataType type, Types.@Nullable NestedField field) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, ARRAY, VECTOR -> value;
            case BINARY -> ByteBuffer.wrap((byte[]) value);
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP -> instant((Long) value);
            case STRUCT -> {
                Record struct = GenericRecord.create(field.type().asStructType());
                for (int i = 0; i < type.fields().size(); i++) {
                    struct.set(i, ((List<?>) value).get(i));
                }
                yield struct;
            }
        };
    }
}
