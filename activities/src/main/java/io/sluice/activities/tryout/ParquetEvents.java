package io.sluice.activities.tryout;

import io.sluice.activities.lake.IcebergTypes;
import io.sluice.activities.lake.value.IcebergValues;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.types.Types.NestedField;

/** Reads Parquet under the types that the file has: what has the declared type stays as it is, the rest becomes text. */
final class ParquetEvents {
    private ParquetEvents() {}

    static List<ReceivedEvent> read(Path file, List<Column> declared) throws IOException {
        Schema schema = schema(file);
        List<ReceivedEvent> events = new ArrayList<>();
        try (CloseableIterable<Record> records = Parquet.read(Files.localInput(file.toFile()))
                .project(schema)
                .createReaderFunc(found -> GenericParquetReaders.buildReader(schema, found))
                .build()) {
            for (Record row : records) {
                events.add(event(events.size() + 1L, row, schema, declared));
                ReceivedEvent.requireFew(events, file);
            }
        } catch (TooManyEventsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Cannot read " + file + " as Parquet: " + e.getMessage(), e);
        }
        return events;
    }

    private static Schema schema(Path file) throws IOException {
        List<Schema> found = new ArrayList<>();
        try (CloseableIterable<Record> records = Parquet.read(Files.localInput(file.toFile()))
                .project(new Schema())
                .createReaderFunc(message -> {
                    found.add(ParquetSchemaUtil.convert(message));
                    return GenericParquetReaders.buildReader(new Schema(), message);
                })
                .build()) {
            boolean any = records.iterator().hasNext();
            if (!any && found.isEmpty()) {
                return new Schema();
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Cannot read " + file + " as Parquet: " + e.getMessage(), e);
        }
        return found.get(0);
    }

    private static ReceivedEvent event(long line, Record row, Schema schema, List<Column> declared) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Object> typed = new LinkedHashMap<>();
        for (Column column : declared) {
            NestedField field = schema.findField(column.name());
            Object stored = field == null ? null : row.getField(column.name());
            if (field == null || stored == null) {
                continue;
            }
            DataType type = IcebergTypes.from(field.type());
            Object value =
                    IcebergValues.value(stored instanceof Float real ? (Object) real.doubleValue() : stored, type);
            if (value != null && type.equals(column.type())) {
                typed.put(column.name(), value);
            } else {
                texts.put(column.name(), text(stored));
            }
        }
        return new ReceivedEvent(line, texts, typed, null);
    }

    /** A whole number without its point, so that 17850.0 is a bigint and 1.5 is none. */
    private static String text(Object stored) {
        boolean finite = stored instanceof Number number && Double.isFinite(number.doubleValue());
        return finite ? new BigDecimal(stored.toString()).stripTrailingZeros().toPlainString() : stored.toString();
    }
}
