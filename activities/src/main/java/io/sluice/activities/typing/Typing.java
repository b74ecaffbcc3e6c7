package io.sluice.activities.typing;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;

import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.model.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Received columns as declared ones. A value becomes NULL when it does not fit, never another value: no wrap, no lost fraction;
 * {@link #unfit} tells such a NULL from one that was received.
 */
public final class Typing {
    /** Ends the names of such columns; no received column may end so. */
    public static final String AS_STRING = "__as_string";

    private Typing() {}

    /** The landed column that holds, as text, what did not fit the type that the landing table has. */
    public static String asString(String column) {
        return column + AS_STRING;
    }

    /** An instant at the start of its millisecond. */
    public static Column cut(Column timestamp) {
        return date_trunc("MILLISECOND", timestamp);
    }

    /** The columns in which a declared column was landed: under its type, as text, or both; empty when it never came. */
    public static Optional<List<StructField>> received(StructType landed, String column) {
        List<StructField> found = new ArrayList<>();
        for (StructField field : landed.fields()) {
            if (field.name().equalsIgnoreCase(column) || field.name().equalsIgnoreCase(asString(column))) {
                found.add(field);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** A received column as an instant, not cut. */
    public static Column timestamp(StructField received) {
        return numeric(received.dataType())
                ? lit(null).cast(DataTypes.TimestampType)
                : tryCast(received, DataTypes.TimestampType);
    }

    /** The typed value of a declared column. */
    public static Column typed(StructType landed, io.sluice.definitions.model.Column declared) {
        DataType type = SparkTypes.of(declared.type());
        Column typed = received(landed, declared.name())
                .map(fields -> coalesce(
                        fields.stream().map(field -> value(field, type)).toArray(Column[]::new)))
                .orElse(lit(null).cast(type));
        return declared.type().kind() == Kind.TIMESTAMP ? cut(typed) : typed;
    }

    /** True where something was received that is no value of the declared type. */
    public static Column unfit(StructType landed, io.sluice.definitions.model.Column declared) {
        Column present = lit(false);
        for (StructField field : received(landed, declared.name()).orElse(List.of())) {
            present = present.or(quoted(field.name()).isNotNull());
        }
        return present.and(typed(landed, declared).isNull());
    }

    /** Whether a column was only ever received with its declared type, so that every value fits. */
    public static boolean isReceivedAs(StructType landed, io.sluice.definitions.model.Column declared) {
        DataType type = SparkTypes.of(declared.type());
        return received(landed, declared.name())
                .filter(fields -> fields.size() == 1 && fields.get(0).dataType().sameType(type))
                .isPresent();
    }

    /** A column by its exact name, whatever letters it has. */
    public static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }

    private static Column value(StructField from, DataType to) {
        Column received = quoted(from.name());
        if (from.dataType().sameType(to)) {
            return received.cast(to);
        }
        if (nested(to)) {
            return from.dataType() instanceof StringType ? json(received, to) : tryCast(from, to);
        }
        if (nested(from.dataType())) {
            return to instanceof StringType ? to_json(received) : lit(null).cast(to);
        }
        return to.equals(DataTypes.TimestampType) ? timestamp(from) : exact(from, to);
    }

    private static Column json(Column received, DataType to) {
        return from_json(received, to, java.util.Map.of("mode", "PERMISSIVE"));
    }

    /** A cast that keeps the number: a fraction or digits that the type cannot hold make it NULL. */
    private static Column exact(StructField from, DataType to) {
        Column cast = tryCast(from, to);
        if (to instanceof IntegralType && fractional(from.dataType())) {
            return org.apache.spark.sql.functions.when(
                    cast.cast(from.dataType()).equalTo(quoted(from.name())), cast);
        }
        if (to instanceof DecimalType && (from.dataType() instanceof DecimalType || isText(from))) {
            Column wide = tryCast(from, DataTypes.createDecimalType(38, 18));
            return org.apache.spark.sql.functions.when(wide.isNull().or(wide.equalTo(cast)), cast);
        }
        return cast;
    }

    private static Column tryCast(StructField from, DataType to) {
        if (!Cast.canTryCast(from.dataType(), to)) {
            return lit(null).cast(to);
        }
        String name = "`" + from.name().replace("`", "``") + "`";
        return expr("try_cast(" + name + " AS " + to.sql() + ")");
    }

    private static boolean isText(StructField field) {
        return field.dataType() instanceof StringType;
    }

    private static boolean fractional(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType || type instanceof DecimalType;
    }

    private static boolean numeric(DataType type) {
        return fractional(type) || type instanceof IntegralType;
    }

    private static boolean nested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType;
    }
}
