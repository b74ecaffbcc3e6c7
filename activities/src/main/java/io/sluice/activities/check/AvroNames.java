package io.sluice.activities.check;

import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The types of Avro as Spark SQL, as far as its JSON form carries them. */
final class AvroNames {
    private AvroNames() {}

    static String sql(Schema schema) {
        return switch (schema.getType()) {
            case INT -> "int";
            case LONG -> "bigint";
            case FLOAT, DOUBLE -> "double";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array<" + sql(schema.getElementType()) + ">";
            case MAP -> "map<string, " + sql(schema.getValueType()) + ">";
            case RECORD ->
                schema.getFields().stream()
                        .map(field -> "`" + field.name() + "`: " + sql(field.schema()))
                        .collect(Collectors.joining(", ", "struct<", ">"));
            case UNION ->
                schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .map(AvroNames::sql)
                        .orElse("string");
            case STRING, ENUM, BYTES, FIXED, NULL -> "string";
        };
    }
}
