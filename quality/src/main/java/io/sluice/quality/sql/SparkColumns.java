package io.sluice.quality.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The columns of a Spark schema in the words of a definition. */
public final class SparkColumns {
    /** Stands for types that definitions have no word for (maps, intervals): nothing can be compared with them. */
    private static final DataType OTHER = DataType.struct(List.of());

    private SparkColumns() {}

    /** The columns in their order. Smaller integers count as int, float as double. */
    public static List<Column> of(StructType schema) {
        return Arrays.stream(schema.fields())
                .map(field -> new Column(field.name(), type(field.dataType())))
                .toList();
    }

    /** A type as Spark has it; vectors are arrays of floats. */
    public static org.apache.spark.sql.types.DataType type(DataType type) {
        return switch (type.kind()) {
            case ARRAY -> DataTypes.createArrayType(type(requireNonNull(type.element(), "element is null")));
            case VECTOR -> DataTypes.createArrayType(DataTypes.FloatType);
            case STRUCT ->
                DataTypes.createStructType(type.fields().stream()
                        .map(field -> DataTypes.createStructField(field.name(), type(field.type()), true))
                        .toList());
            case DECIMAL -> DataTypes.createDecimalType(type.precision(), type.scale());
            case BOOLEAN -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case BIGINT -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case BINARY -> DataTypes.BinaryType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
        };
    }

    private static DataType type(org.apache.spark.sql.types.DataType type) {
        if (type instanceof DecimalType decimal) {
            return DataType.decimal(decimal.precision(), decimal.scale());
        }
        if (type instanceof ArrayType array) {
            return DataType.array(type(array.elementType()));
        }
        return type instanceof StructType struct ? DataType.struct(of(struct)) : scalar(type);
    }

    private static DataType scalar(org.apache.spark.sql.types.DataType type) {
        if (type instanceof IntegralType) {
            return type instanceof LongType ? DataType.BIGINT : DataType.INT;
        }
        if (type instanceof FractionalType) {
            return DataType.DOUBLE;
        }
        if (type instanceof TimestampType || type instanceof TimestampNTZType) {
            return DataType.TIMESTAMP;
        }
        if (type instanceof BooleanType) {
            return DataType.BOOLEAN;
        }
        return type instanceof DateType ? DataType.DATE : textual(type);
    }

    private static DataType textual(org.apache.spark.sql.types.DataType type) {
        if (type instanceof StringType) {
            return DataType.STRING;
        }
        return type instanceof BinaryType ? DataType.BINARY : OTHER;
    }
}
