package io.sluice.activities.expression;

import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The types of Catalyst's expressions as the model's: the way back from {@link SparkTypes}. */
final class ExpressionTypes {
    private ExpressionTypes() {}

    /** The type of an expression: that of the column where it is nothing but a column (a vector stays a vector). */
    static DataType model(Expression expression, List<Column> columns) {
        if (expression instanceof AttributeReference attribute) {
            return columns.get(ordinal(attribute, columns)).type();
        }
        return model(expression.dataType());
    }

    /** The column of a resolved reference, whose name is spelled as it was typed. */
    static int ordinal(AttributeReference attribute, List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(attribute.name())) {
                return i;
            }
        }
        throw new IllegalStateException("Not a column: " + attribute.name());
    }

    /**
     * The type that holds values of a Catalyst type.
     *
     * @throws IllegalArgumentException for a type that definitions do not have
     */
    static DataType model(org.apache.spark.sql.types.DataType type) {
        if (type instanceof DecimalType decimal) {
            return DataType.decimal(decimal.precision(), decimal.scale());
        }
        if (type instanceof ArrayType array) {
            return DataType.array(model(array.elementType()));
        }
        if (type instanceof StructType struct) {
            distinct(struct);
            return DataType.struct(Arrays.stream(struct.fields())
                    .map((StructField field) -> new Column(field.name(), model(field.dataType())))
                    .toList());
        }
        return scalar(type);
    }

    private static void distinct(StructType struct) {
        Set<String> seen = new HashSet<>();
        for (String name : struct.fieldNames()) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "the fields of a struct differ in more than case; " + name + " is there twice");
            }
        }
    }

    private static DataType scalar(org.apache.spark.sql.types.DataType type) {
        return switch (type.typeName()) {
            case "boolean" -> DataType.BOOLEAN;
            case "integer" -> DataType.INT;
            case "long" -> DataType.BIGINT;
            case "double" -> DataType.DOUBLE;
            case "string" -> DataType.STRING;
            case "binary" -> DataType.BINARY;
            case "date" -> DataType.DATE;
            case "timestamp" -> DataType.TIMESTAMP;
            case "void" ->
                throw new IllegalArgumentException("NULL alone has no type; write cast(NULL AS double) or another");
            default ->
                throw new IllegalArgumentException("the type " + type.simpleString() + " is not used in definitions");
        };
    }
}
