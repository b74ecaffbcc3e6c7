package io.sluice.activities.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.reader.Received;
import io.sluice.activities.typing.Typing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Received groups fitted to one landing schema without losing a value: a column the table does not know is added; one whose
 * type does not fit the table's is landed as text beside it.
 *
 * @param rows all rows: the columns of {@code schema} that were received, then file, position, corrupt record and
 *     {@link #TRUNCATABLE}
 * @param added columns that the landing table lacks, in the order met
 */
record Conformed(Dataset<Row> rows, Map<String, DataType> added) {
    /** Received nanoseconds that a microsecond column cannot hold; dropped before writing. */
    static final String TRUNCATABLE = "_finer";

    static Conformed of(List<Received> groups, StructType landing, String eventTime) {
        Map<String, StructField> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (StructField field : landing.fields()) {
            known.put(field.name(), field);
        }
        Map<String, DataType> added = new LinkedHashMap<>();
        Dataset<Row> all = null;
        for (Received group : groups) {
            Dataset<Row> fitted = fit(group, known, added, eventTime);
            all = all == null ? fitted : all.unionByName(fitted, true);
        }
        if (all == null) {
            throw new IllegalArgumentException("Invalid delivery: no files");
        }
        return new Conformed(all, added);
    }

    private static Dataset<Row> fit(
            Received group, Map<String, StructField> known, Map<String, DataType> added, String eventTime) {
        List<Column> selected = new ArrayList<>();
        for (StructField field : group.columns().fields()) {
            selected.add(fit(field, group.nanos().contains(field.name()), known, added));
        }
        selected.add(col(LandingColumns.FILE));
        selected.add(col(LandingColumns.POSITION));
        selected.add(col(LandingColumns.CORRUPT));
        selected.add(
                group.nanos().contains(eventTime)
                        ? Typing.quoted(eventTime).mod(1_000_000L).notEqual(0).as(TRUNCATABLE)
                        : lit(false).as(TRUNCATABLE));
        return group.rows().select(selected.toArray(Column[]::new));
    }

    private static Column fit(
            StructField field, boolean nanos, Map<String, StructField> known, Map<String, DataType> added) {
        Column value = Typing.quoted(field.name());
        DataType type = field.dataType();
        if (nanos) {
            // Floor, so that instants before 1970 are cut in the same direction.
            value = timestamp_micros(functions
                    .floor(value.divide(lit(1000).cast("decimal(10,0)")))
                    .cast("bigint"));
            type = DataTypes.TimestampType;
        } else if (type.equals(DataTypes.ByteType) || type.equals(DataTypes.ShortType)) {
            type = DataTypes.IntegerType;
        }
        StructField target = known.computeIfAbsent(field.name(), add(type, added));
        return fits(type, target.dataType())
                ? value.cast(target.dataType()).as(target.name())
                : asString(value, type, target.name(), known, added);
    }

    private static Column asString(
            Column value, DataType type, String name, Map<String, StructField> known, Map<String, DataType> added) {
        StructField target = known.computeIfAbsent(Typing.asString(name), add(DataTypes.StringType, added));
        return text(value, type).as(target.name());
    }

    private static java.util.function.Function<String, StructField> add(DataType type, Map<String, DataType> added) {
        return name -> {
            added.put(name, type);
            return DataTypes.createStructField(name, type, true);
        };
    }

    private static boolean fits(DataType received, DataType landing) {
        return received.sameType(landing)
                || (received instanceof org.apache.spark.sql.types.AtomicType
                        && landing instanceof org.apache.spark.sql.types.AtomicType
                        && Cast.canUpCast(received, landing));
    }

    private static Column text(Column value, DataType type) {
        boolean nested = type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
        return nested ? to_json(value) : value.cast(DataTypes.StringType);
    }
}
