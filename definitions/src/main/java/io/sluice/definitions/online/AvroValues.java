package io.sluice.definitions.online;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Values of contract §2 in Avro, each as a union with null, without the generic records in between. */
final class AvroValues {
    static final DataType TIMESTAMP_TYPE = DataType.TIMESTAMP;
    static final Schema TIMESTAMP = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));

    private static final int NULL_BRANCH = 0;
    private static final int VALUE_BRANCH = 1;

    private AvroValues() {}

    static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    /** The schema of a value; {@code name} makes the names of its records unique. */
    static Schema schema(DataType type, String name) {
        return switch (type.kind()) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case STRING -> Schema.create(Schema.Type.STRING);
            case BINARY -> Schema.create(Schema.Type.BYTES);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP -> TIMESTAMP;
            case DECIMAL ->
                LogicalTypes.decimal(type.precision(), type.scale()).addToSchema(Schema.create(Schema.Type.BYTES));
            case ARRAY, VECTOR -> Schema.createArray(nullable(schema(element(type), name + "_item")));
            case STRUCT -> struct(type, name);
        };
    }

    private static Schema struct(DataType type, String name) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record(name + "_struct").fields();
        for (Column field : type.fields()) {
            fields = fields.name(field.name())
                    .type(nullable(schema(field.type(), name + "_" + field.name())))
                    .noDefault();
        }
        return fields.endRecord();
    }

    static void write(@Nullable Object value, DataType type, Encoder out) throws IOException {
        if (value == null) {
            out.writeIndex(NULL_BRANCH);
            out.writeNull();
            return;
        }
        out.writeIndex(VALUE_BRANCH);
        switch (type.kind()) {
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case INT, DATE -> out.writeInt((Integer) value);
            case BIGINT, TIMESTAMP -> out.writeLong((Long) value);
            case DOUBLE -> out.writeDouble((Double) value);
            case STRING -> out.writeString((String) value);
            case BINARY -> out.writeBytes((byte[]) value);
            case DECIMAL -> out.writeBytes(unscaled((BigDecimal) value, type));
            case ARRAY, VECTOR -> writeAll((List<?>) value, type, out);
            case STRUCT -> {
                for (int i = 0; i < type.fields().size(); i++) {
                    write(((List<?>) value).get(i), type.fields().get(i).type(), out);
                }
            }
        }
    }

    private static byte[] unscaled(BigDecimal value, DataType type) {
        return value.setScale(type.scale(), RoundingMode.UNNECESSARY)
                .unscaledValue()
                .toByteArray();
    }

    private static void writeAll(List<?> values, DataType type, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(values.size());
        for (Object value : values) {
            out.startItem();
            write(value, element(type), out);
        }
        out.writeArrayEnd();
    }

    static @Nullable Object read(DataType type, Decoder in) throws IOException {
        if (in.readIndex() == NULL_BRANCH) {
            in.readNull();
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> in.readBoolean();
            case INT, DATE -> in.readInt();
            case BIGINT, TIMESTAMP -> in.readLong();
            case DOUBLE -> in.readDouble();
            case STRING -> in.readString();
            case BINARY -> bytes(in);
            case DECIMAL -> new BigDecimal(new BigInteger(bytes(in)), type.scale());
            case ARRAY, VECTOR -> readAll(type, in);
            case STRUCT -> {
                List<@Nullable Object> values = new ArrayList<>(type.fields().size());
                for (Column field : type.fields()) {
                    values.add(read(field.type(), in));
                }
                yield Collections.unmodifiableList(values);
            }
        };
    }

    private static byte[] bytes(Decoder in) throws IOException {
        ByteBuffer buffer = in.readBytes(null);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static List<@Nullable Object> readAll(DataType type, Decoder in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                values.add(read(element(type), in));
            }
        }
        return Collections.unmodifiableList(values);
    }

    private static DataType element(DataType type) {
        return type.element() == null ? DataType.DOUBLE : type.element();
    }
}
