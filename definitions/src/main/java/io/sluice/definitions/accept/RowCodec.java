package io.sluice.definitions.accept;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.store.Bytes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * A typed row as bytes: one format byte, the fingerprint of the columns (CRC-64, 8 bytes), then each value. Rows with the same
 * content have the same bytes: there is one zero, one NaN, and a decimal has the scale of its type. Immutable and thread-safe.
 */
public final class RowCodec {
    private static final byte FORMAT = 1;

    private final List<Column> columns;
    private final List<ValueCodec> codecs;
    private final long fingerprint;

    public RowCodec(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.codecs =
                columns.stream().map(column -> new ValueCodec(column.type())).toList();
        this.fingerprint = SchemaNormalization.fingerprint64(columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The columns, in order. */
    public List<Column> columns() {
        return columns;
    }

    /** The row as bytes; values as in {@link io.sluice.definitions.changepoint.SourceRow}. */
    public byte[] encode(@Nullable Object[] row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(
                    "Invalid row: " + row.length + " values for " + columns.size() + " columns");
        }
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            out.writeLong(fingerprint);
            for (int i = 0; i < row.length; i++) {
                codecs.get(i).write(canonical(columns.get(i).type(), row[i]), out);
            }
        });
    }

    /**
     * The row that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when it has other columns, is of a newer format or damaged
     */
    public @Nullable Object[] decode(byte[] bytes) {
        return Bytes.read("row", FORMAT, bytes, in -> {
            if (in.readLong() != fingerprint) {
                throw new IllegalArgumentException("Cannot read a row: it was written for other columns than "
                        + columns.stream().map(Column::name).toList());
            }
            @Nullable Object[] row = new Object[codecs.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = codecs.get(i).read(in);
            }
            return row;
        });
    }

    private static @Nullable Object canonical(@Nullable DataType type, @Nullable Object value) {
        if (value instanceof Double number) {
            return number == 0 ? (Object) 0.0 : number;
        }
        if (value instanceof BigDecimal number && type != null && number.scale() != type.scale()) {
            return number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        }
        if (value instanceof List<?> values) {
            List<@Nullable Object> each = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                each.add(canonical(part(type, i), values.get(i)));
            }
            return Collections.unmodifiableList(each);
        }
        return value;
    }

    private static @Nullable DataType part(@Nullable DataType type, int i) {
        return type == null || type.fields().isEmpty()
                ? type == null ? null : type.element()
                : type.fields().get(i).type();
    }
}
