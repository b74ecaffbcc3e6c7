package io.sluice.activities.spark;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The model's types as Spark's. */
public final class SparkTypes {
    private SparkTypes() {}

    /** A row of these columns, all nullable. */
    public static StructType of(List<Column> columns) {
        return new StructType(columns.stream()
                .map(column -> DataTypes.createStructField(column.name(), of(column.type()), true))
                .toArray(StructField[]::new));
    }

    /** The Spark type that holds values of {@code type}; a vector is an array of doubles. */
    public static org.apache.spark.sql.types.DataType of(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case INT -> DataTypes.IntegerType;
            case BIGINT -> DataTypes.LongType;
            case DECIMAL -> DataTypes.createDecimalType(type.precision(), type.scale());
            case DOUBLE -> DataTypes.DoubleType;
            case STRING -> DataTypes.StringType;
            case BINARY -> DataTypes.BinaryType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampType;
            case ARRAY -> DataTypes.createArrayType(of(java.util.Objects.requireNonNull(type.element())), true);
            case STRUCT -> of(type.fields());
            case VECTOR -> DataTypes.createArrayType(DataTypes.DoubleType, true);
        };
    }
}
