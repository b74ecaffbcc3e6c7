package io.sluice.activities.view.engine;

import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of entity keys, segment, and a state or partial state as bytes. */
final class StateRows {
    interface Writing {
        void to(DataOutput out) throws IOException;
    }

    interface Reading {
        void from(DataInput in) throws IOException;
    }

    private StateRows() {}

    static StructType schema(ViewPlan plan) {
        StructType schema = new StructType();
        for (int i = 0; i < plan.entity().keys().size(); i++) {
            schema = schema.add(
                    RowLayout.key(i), SparkTypes.of(plan.entity().keys().get(i).type()));
        }
        return schema.add(RowLayout.SEGMENT, DataTypes.IntegerType).add(RowLayout.STATE, DataTypes.BinaryType);
    }

    static InternalRow row(Object[] key, int segment, Writing state) {
        Object[] row = new Object[key.length + 2];
        System.arraycopy(key, 0, row, 0, key.length);
        row[key.length] = segment;
        row[key.length + 1] = bytes(state);
        return new GenericInternalRow(row);
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void read(byte[] bytes, Reading reading) {
        try {
            reading.from(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
