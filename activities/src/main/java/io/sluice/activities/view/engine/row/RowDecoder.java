package io.sluice.activities.view.engine.row;

import io.sluice.activities.expression.CatalystValues;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.DataType;
import java.util.Arrays;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads rows of a {@link RowLayout} from Spark's own form. Rows and arrays are reused: what is read is good until the next. */
public final class RowDecoder {
    /** The source of a row that holds a state. */
    public static final int STATE = -1;

    private interface Reader {
        @Nullable
        Object read(InternalRow row, int ordinal);
    }

    private final RowLayout layout;
    private final org.apache.spark.sql.types.DataType[] keyTypes;
    private final long[] delays;
    private final boolean[][] passes;
    private final @Nullable Object[][] values;
    private final Reader[][] readers;

    public RowDecoder(ViewPlan plan, RowLayout layout) {
        this.layout = layout;
        keyTypes = plan.entity().keys().stream()
                .map(key -> SparkTypes.of(key.type()))
                .toArray(org.apache.spark.sql.types.DataType[]::new);
        int sources = plan.sources().size();
        delays = new long[sources];
        passes = new boolean[sources][];
        values = new Object[sources][];
        readers = new Reader[sources][];
        for (int i = 0; i < sources; i++) {
            ViewPlan.SourcePlan source = plan.sources().get(i);
            delays[i] = source.source().delay().toMillis();
            passes[i] = new boolean[source.inputs().size()];
            Arrays.fill(passes[i], true);
            values[i] = new Object[passes[i].length];
            readers[i] = source.inputs().stream()
                    .map(input -> plan.features().get(input.feature()).inputType())
                    .map(type -> type == null ? (Reader) (row, ordinal) -> null : reader(type))
                    .toArray(Reader[]::new);
        }
    }

    private static Reader reader(DataType type) {
        return switch (type.kind()) {
            case INT, DATE -> (row, ordinal) -> row.isNullAt(ordinal) ? null : (Object) row.getInt(ordinal);
            case BIGINT -> (row, ordinal) -> row.isNullAt(ordinal) ? null : (Object) row.getLong(ordinal);
            case DOUBLE -> (row, ordinal) -> row.isNullAt(ordinal) ? null : (Object) row.getDouble(ordinal);
            case BOOLEAN -> (row, ordinal) -> row.isNullAt(ordinal) ? null : (Object) row.getBoolean(ordinal);
            default -> {
                CatalystValues convert = CatalystValues.of(type);
                org.apache.spark.sql.types.DataType catalyst = SparkTypes.of(type);
                yield (row, ordinal) -> row.isNullAt(ordinal) ? null : convert.toModel(row.get(ordinal, catalyst));
            }
        };
    }

    /** The key of a row as Spark holds it, to be kept. */
    public Object[] key(InternalRow row) {
        Object[] key = new Object[keyTypes.length];
        for (int i = 0; i < key.length; i++) {
            Object value = row.get(i, keyTypes[i]);
            key[i] = value instanceof UTF8String text ? text.clone() : value;
        }
        return key;
    }

    /** Whether a row is of the entity with this key. */
    public boolean isOf(Object @Nullable [] key, InternalRow row) {
        if (key == null) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            boolean same = key[i] instanceof Long number
                    ? number == row.getLong(i)
                    : Objects.deepEquals(key[i], row.get(i, keyTypes[i]));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    public int keys() {
        return layout.keys();
    }

    public int segment(InternalRow row) {
        return row.getInt(layout.segment());
    }

    public long arrival(InternalRow row) {
        return row.getLong(layout.arrival());
    }

    public int source(InternalRow row) {
        return row.getInt(layout.source());
    }

    public byte[] state(InternalRow row) {
        return row.getBinary(layout.state());
    }

    public SourceRow row(int source, InternalRow row) {
        boolean[] rowPasses = passes[source];
        @Nullable Object[] rowValues = values[source];
        for (int i = 0; i < rowPasses.length; i++) {
            int pass = layout.passes(source, i);
            rowPasses[i] = pass == RowLayout.NONE || row.getBoolean(pass);
            int value = layout.value(source, i);
            rowValues[i] = value == RowLayout.NONE || !rowPasses[i] ? null : readers[source][i].read(row, value);
        }
        String id = layout.isOrdered(source) ? row.getString(layout.id()) : "";
        return new SourceRow(arrival(row) - delays[source], id, rowPasses, rowValues);
    }
}
