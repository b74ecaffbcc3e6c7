package io.sluice.activities.spark;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values between Spark's rows and the kernel's conventions ({@link io.sluice.definitions.changepoint.SourceRow}), both ways.
 * Spark must give java.time values ({@code spark.sql.datetime.java8API.enabled}).
 */
public final class RowValues {
    private RowValues() {}

    /** A value of a Spark row as the kernel wants it; instants are cut to milliseconds. */
    public static @Nullable Object toKernel(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
            case TIMESTAMP -> ((Instant) value).toEpochMilli();
            case ARRAY -> listToKernel(Objects.requireNonNull(type.element()), value);
            case VECTOR -> listToKernel(DataType.DOUBLE, value);
            case STRUCT -> structToKernel(type.fields(), (Row) value);
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, BINARY -> value;
        };
    }

    /** A kernel value as Spark's external type, for a row that is given to Spark. */
    public static @Nullable Object toSpark(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value);
            case TIMESTAMP -> Instant.ofEpochMilli((Long) value);
            case ARRAY -> listToSpark(Objects.requireNonNull(type.element()), (List<?>) value);
            case VECTOR -> listToSpark(DataType.DOUBLE, (List<?>) value);
            case STRUCT -> structToSpark(type.fields(), (List<?>) value);
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, BINARY -> value;
        };
    }

    private static List<@Nullable Object> listToKernel(DataType element, Object value) {
        List<@Nullable Object> list = new ArrayList<>();
        scala.collection.Iterator<?> elements = ((scala.collection.Seq<?>) value).iterator();
        while (elements.hasNext()) {
            list.add(toKernel(element, elements.next()));
        }
        return list;
    }

    private static List<@Nullable Object> structToKernel(List<Column> fields, Row row) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            list.add(toKernel(fields.get(i).type(), row.get(i)));
        }
        return list;
    }

    private static Object listToSpark(DataType element, List<?> values) {
        List<@Nullable Object> list = new ArrayList<>();
        values.forEach(value -> list.add(toSpark(element, value)));
        return scala.collection.JavaConverters.asScalaBufferConverter(list).asScala();
    }

    private static Row structToSpark(List<Column> fields, List<?> values) {
        @Nullable Object[] row = new Object[fields.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = toSpark(fields.get(i).type(), values.get(i));
        }
        return RowFactory.create(row);
    }
}
