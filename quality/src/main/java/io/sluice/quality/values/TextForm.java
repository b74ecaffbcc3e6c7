package io.sluice.quality.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.python.JsonSchemas;
import io.sluice.quality.python.TimeFormat;
import io.sluice.quality.sql.SqlFunctions;
import java.util.List;

/** Expectations that texts can be read as something: a date, a time in a format, JSON, JSON of a schema. */
public enum TextForm implements ColumnValues {
    STRFTIME("expect_column_values_to_match_strftime_format"),
    DATEUTIL("expect_column_values_to_be_dateutil_parseable"),
    JSON("expect_column_values_to_be_json_parseable"),
    JSON_SCHEMA("expect_column_values_to_match_json_schema");

    private final String type;

    TextForm(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> ownParameters() {
        return switch (this) {
            case STRFTIME -> List.of(Parameter.required("strftime_format", Parameter.Kind.TEXT));
            case DATEUTIL, JSON -> List.of();
            case JSON_SCHEMA -> List.of(Parameter.required("json_schema", Parameter.Kind.MAPPING));
        };
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        if (column.type().kind() != DataType.Kind.STRING) {
            return List.of("column " + column.name() + " has type " + column.type() + ", which is not a text");
        }
        try {
            if (this == STRFTIME) {
                TimeFormat.of(arguments.text("strftime_format"));
            } else if (this == JSON_SCHEMA) {
                JsonSchemas.check(schema(arguments));
            }
            return List.of();
        } catch (IllegalArgumentException broken) {
            return List.of(ownParameters().get(0).name() + " " + broken.getMessage());
        }
    }

    @Override
    public String expected(String quotedColumn, Column column, Arguments arguments) {
        return switch (this) {
            case STRFTIME -> SqlFunctions.isTime(quotedColumn, arguments.text("strftime_format"));
            case DATEUTIL -> SqlFunctions.isDate(quotedColumn);
            case JSON -> SqlFunctions.isJson(quotedColumn);
            case JSON_SCHEMA -> SqlFunctions.acceptsJson(quotedColumn, schema(arguments));
        };
    }

    @Override
    public String phrase(Column column, Arguments arguments) {
        return switch (this) {
            case STRFTIME -> "are times in the format " + arguments.text("strftime_format");
            case DATEUTIL -> "are dates or times";
            case JSON -> "are JSON";
            case JSON_SCHEMA -> "are JSON that the schema accepts";
        };
    }

    private static String schema(Arguments arguments) {
        try {
            return new JsonMapper()
                    .writeValueAsString(arguments.value("json_schema").orElseThrow());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("is not JSON: " + broken.getOriginalMessage(), broken);
        }
    }

    /** What keeps values of a column from being read as texts; empty when nothing does. */
    static List<String> problems(Column column) {
        return switch (column.type().kind()) {
            case BINARY, ARRAY, STRUCT, VECTOR ->
                List.of("column " + column.name() + " has type " + column.type() + ", which is not a text");
            case BOOLEAN, INT, BIGINT, DECIMAL, DOUBLE, STRING, DATE, TIMESTAMP -> List.of();
        };
    }
}
