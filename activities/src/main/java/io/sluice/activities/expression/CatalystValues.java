package io.sluice.activities.expression;

import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Values of one type as {@link io.sluice.definitions.changepoint.SourceRow} and as Catalyst hold them; never null. */
public record CatalystValues(Function<Object, Object> in, Function<Object, Object> out) {
    public Object toCatalyst(Object value) {
        return in.apply(value);
    }

    public Object toModel(Object value) {
        return out.apply(value);
    }

    /** The conversions of a type. */
    public static CatalystValues of(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DOUBLE, BINARY, DATE ->
                new CatalystValues(Function.identity(), Function.identity());
            case TIMESTAMP ->
                new CatalystValues(
                        value -> Math.multiplyExact((Long) value, 1000L), value -> Math.floorDiv((Long) value, 1000L));
            case STRING -> new CatalystValues(value -> UTF8String.fromString((String) value), Object::toString);
            case DECIMAL -> decimal(type);
            case ARRAY -> array(Objects.requireNonNull(type.element(), "element is null"));
            case VECTOR -> array(DataType.DOUBLE);
            case STRUCT -> struct(type);
        };
    }

    private static CatalystValues decimal(DataType type) {
        return new CatalystValues(
                value -> Decimal.apply((BigDecimal) value, type.precision(), type.scale()),
                value -> ((Decimal) value).toJavaBigDecimal());
    }

    private static CatalystValues array(DataType element) {
        CatalystValues values = of(element);
        org.apache.spark.sql.types.DataType catalyst = SparkTypes.of(element);
        return new CatalystValues(
                value -> new GenericArrayData(((List<?>) value)
                        .stream().map(item -> orNull(item, values.in)).toArray()),
                value -> list((ArrayData) value, catalyst, values.out));
    }

    private static List<@Nullable Object> list(
            ArrayData array, org.apache.spark.sql.types.DataType type, Function<Object, Object> out) {
        List<@Nullable Object> list = new ArrayList<>(array.numElements());
        for (int i = 0; i < array.numElements(); i++) {
            list.add(array.isNullAt(i) ? null : out.apply(array.get(i, type)));
        }
        return list;
    }

    private static CatalystValues struct(DataType type) {
        List<CatalystValues> fields =
                type.fields().stream().map(field -> of(field.type())).toList();
        return new CatalystValues(
                value -> row((List<?>) value, fields), value -> list((InternalRow) value, type, fields));
    }

    private static InternalRow row(List<?> values, List<CatalystValues> fields) {
        @Nullable Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = orNull(values.get(i), fields.get(i).in);
        }
        return new GenericInternalRow(row);
    }

    private static List<@Nullable Object> list(InternalRow row, DataType type, List<CatalystValues> fields) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Column field = type.fields().get(i);
            Object value = row.isNullAt(i) ? null : row.get(i, SparkTypes.of(field.type()));
            list.add(orNull(value, fields.get(i).out));
        }
        return list;
    }

    private static @Nullable Object orNull(@Nullable Object value, Function<Object, Object> conversion) {
        return value == null ? null : conversion.apply(value);
    }
}
