package io.sluice.activities.online.served;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.activities.lake.TableLayout;
import io.sluice.activities.lake.TableNames;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.KeyValue;
import io.sluice.definitions.online.SlotVersion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** The columns of {@code served.<view>}, and rows in them and back. */
public final class ServedColumns {
    public static final String KIND = "kind";
    public static final String DEFINITION = "definition_version";
    public static final String GENERATION = "generation";
    public static final String SLOT = "slot";
    public static final String ENTITY = "entity";
    public static final String MAJOR = "version_major";
    public static final String MINOR = "version_minor";
    public static final String APPLIED_AT = "applied_at";
    public static final String WRITE = "WRITE";
    public static final String SWAP = "SWAP";

    private static final String KEYS = "keys";
    public static final String ROW = "row";
    private static final String RELEASE = "release";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final Schema SCHEMA = new Schema(
            NestedField.required(1, KIND, Types.StringType.get(), "WRITE or SWAP (of the pointer)"),
            NestedField.required(2, DEFINITION, Types.StringType.get(), "version of the view, such as v1"),
            NestedField.required(3, GENERATION, Types.LongType.get()),
            NestedField.optional(4, SLOT, Types.StringType.get(), "source whose slot was written"),
            NestedField.optional(5, KEYS, Types.StringType.get(), "values of the entity's key columns, a JSON array"),
            NestedField.optional(6, ENTITY, Types.StringType.get(), "the entity as in the store's keys"),
            NestedField.optional(7, MAJOR, Types.LongType.get(), "epoch of a stream, number of a release"),
            NestedField.optional(8, MINOR, Types.LongType.get(), "offset in updates, or as-of in ms"),
            NestedField.required(9, APPLIED_AT, Types.TimestampType.withZone(), "by the store's clock"),
            NestedField.optional(10, ROW, Types.BinaryType.get(), "the packed values; empty: they ended"),
            NestedField.optional(11, RELEASE, Types.StringType.get(), "what a swap made live"));

    private ServedColumns() {}

    /** One partition for each UTC day of {@code applied_at}; no bounds of what identifies somebody (architecture §5). */
    static TableLayout layout(String view) {
        Map<String, String> properties = new LinkedHashMap<>();
        List.of(KEYS, ENTITY, ROW)
                .forEach(column -> properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "none"));
        PartitionSpec days = PartitionSpec.builderFor(SCHEMA).day(APPLIED_AT).build();
        return new TableLayout(TableNames.served(view), SCHEMA, days, properties);
    }

    static Record encode(Schema schema, ServedRow row) {
        Record record = GenericRecord.create(schema);
        record.setField(KIND, row.isWrite() ? WRITE : SWAP);
        record.setField(DEFINITION, row.definitionVersion());
        record.setField(GENERATION, row.generation());
        record.setField(APPLIED_AT, OffsetDateTime.ofInstant(Instant.ofEpochMilli(row.appliedAt()), ZoneOffset.UTC));
        record.setField(RELEASE, row.release());
        if (row.isWrite()) {
            ServedRow.Id id = row.id();
            record.setField(SLOT, id.slot());
            record.setField(ENTITY, id.entity());
            record.setField(KEYS, keys(id.entity()));
            record.setField(MAJOR, id.version().major());
            record.setField(MINOR, id.version().minor());
            byte[] bytes = row.row();
            record.setField(ROW, ByteBuffer.wrap(bytes == null ? new byte[0] : bytes));
        }
        return record;
    }

    private static @Nullable String keys(String entity) {
        try {
            return JSON.writeValueAsString(EntityKey.decode(entity).values().stream()
                    .map(KeyValue::value)
                    .toList());
        } catch (IllegalArgumentException | JsonProcessingException unreadable) {
            // what identifies the row is the entity itself
            return null;
        }
    }

    static ServedRow decode(Record record) {
        String definition = (String) record.getField(DEFINITION);
        long generation = (Long) record.getField(GENERATION);
        long appliedAt =
                ((OffsetDateTime) record.getField(APPLIED_AT)).toInstant().toEpochMilli();
        if (record.getField(KIND).equals(SWAP)) {
            return ServedRow.swap(definition, generation, appliedAt, (String) record.getField(RELEASE));
        }
        ByteBuffer packed = ((ByteBuffer) record.getField(ROW)).duplicate();
        byte[] row = new byte[packed.remaining()];
        packed.get(row);
        SlotVersion version = new SlotVersion((Long) record.getField(MAJOR), (Long) record.getField(MINOR));
        return ServedRow.write(
                definition,
                generation,
                (String) record.getField(SLOT),
                (String) record.getField(ENTITY),
                version,
                appliedAt,
                row);
    }
}
