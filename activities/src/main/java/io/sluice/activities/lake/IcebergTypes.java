package io.sluice.activities.lake;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The model's types as Iceberg's, and back. Every column is optional: what may be absent is for gates to say. */
public final class IcebergTypes {
    private IcebergTypes() {}

    /** A table of these columns with fresh field ids, in order. */
    public static Schema schema(List<Column> columns) {
        return new Schema(fields(columns, new AtomicInteger()));
    }

    /** Timestamps are instants (microseconds in the file, milliseconds in the contract); a vector is a list of doubles. */
    private static Type of(DataType type, AtomicInteger ids) {
        return switch (type.kind()) {
            case BOOLEAN -> Types.BooleanType.get();
            case INT -> Types.IntegerType.get();
            case BIGINT -> Types.LongType.get();
            case DECIMAL -> Types.DecimalType.of(type.precision(), type.scale());
            case DOUBLE -> Types.DoubleType.get();
            case STRING -> Types.StringType.get();
            case BINARY -> Types.BinaryType.get();
            case DATE -> Types.DateType.get();
            case TIMESTAMP -> Types.TimestampType.withZone();
            case ARRAY -> list(requireNonNull(type.element(), "element is null"), ids);
            case STRUCT -> Types.StructType.of(fields(type.fields(), ids));
            case VECTOR -> list(DataType.DOUBLE, ids);
        };
    }

    /** The model's type of a column; a vector comes back as an array of double. */
    public static DataType from(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case INTEGER -> DataType.INT;
            case LONG -> DataType.BIGINT;
            case DECIMAL ->
                DataType.decimal(((Types.DecimalType) type).precision(), ((Types.DecimalType) type).scale());
            case DOUBLE, FLOAT -> DataType.DOUBLE;
            case STRING, UUID -> DataType.STRING;
            case BINARY, FIXED -> DataType.BINARY;
            case DATE -> DataType.DATE;
            case TIMESTAMP -> DataType.TIMESTAMP;
            case LIST -> DataType.array(from(type.asListType().elementType()));
            case STRUCT -> DataType.struct(columns(type.asStructType().fields()));
            default -> throw new IllegalArgumentException("Invalid column type: " + type);
        };
    }

    /** The model's columns of a table. */
    public static List<Column> columns(List<NestedField> fields) {
        return fields.stream()
                .map(field -> new Column(field.name(), from(field.type())))
                .toList();
    }

    private static List<NestedField> fields(List<Column> columns, AtomicInteger ids) {
        List<NestedField> fields = new ArrayList<>();
        for (Column column : columns) {
            int id = ids.incrementAndGet();
            fields.add(NestedField.optional(id, column.name(), of(column.type(), ids)));
        }
        return fields;
    }

    private static Type list(DataType element, AtomicInteger ids) {
        int id = ids.incrementAndGet();
        return Types.ListType.ofOptional(id, of(element, ids));
    }
}
