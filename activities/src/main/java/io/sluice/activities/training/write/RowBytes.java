package io.sluice.activities.training.write;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The canonical bytes of a row: per column 0 for NULL, else 1 and the value: whole numbers, dates (days) and instants
 * (microseconds) as 8 bytes big-endian, doubles as their bits (-0.0 as 0.0, one NaN), booleans as one byte, texts (UTF-8),
 * binaries and decimals (plain text) with their length in 4 bytes before them, arrays with their length, structs as rows. Not
 * thread-safe.
 */
final class RowBytes {
    private final DataType[] types;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    RowBytes(StructType schema) {
        this.types = types(schema);
    }

    private static DataType[] types(StructType schema) {
        DataType[] types = new DataType[schema.length()];
        for (int i = 0; i < types.length; i++) {
            types[i] = schema.fields()[i].dataType();
        }
        return types;
    }

    byte[] of(InternalRow row) {
        bytes.reset();
        try {
            write(types, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(DataType[] of, SpecializedGetters row) throws IOException {
        for (int i = 0; i < of.length; i++) {
            write(of[i], row, i);
        }
    }

    private void write(DataType type, SpecializedGetters row, int at) throws IOException {
        if (row.isNullAt(at)) {
            out.writeByte(0);
            return;
        }
        out.writeByte(1);
        if (type instanceof LongType || type instanceof TimestampType) {
            out.writeLong(row.getLong(at));
        } else if (type instanceof IntegerType || type instanceof DateType) {
            out.writeLong(row.getInt(at));
        } else if (type instanceof DoubleType) {
            double value = row.getDouble(at);
            out.writeLong(Double.doubleToLongBits(value == 0 ? 0.0 : value));
        } else if (type instanceof BooleanType) {
            out.writeBoolean(row.getBoolean(at));
        } else if (type instanceof StringType) {
            sized(row.getUTF8String(at).getBytes());
        } else if (type instanceof BinaryType) {
            sized(row.getBinary(at));
        } else if (type instanceof DecimalType decimal) {
            sized(row.getDecimal(at, decimal.precision(), decimal.scale())
                    .toJavaBigDecimal()
                    .toPlainString()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } else if (type instanceof ArrayType array) {
            list(array.elementType(), row.getArray(at));
        } else if (type instanceof StructType struct) {
            write(types(struct), row.getStruct(at, struct.length()));
        } else {
            throw new IllegalArgumentException("Invalid column type: " + type);
        }
    }

    private void list(DataType element, ArrayData array) throws IOException {
        out.writeInt(array.numElements());
        for (int i = 0; i < array.numElements(); i++) {
            write(element, array, i);
        }
    }

    private void sized(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
