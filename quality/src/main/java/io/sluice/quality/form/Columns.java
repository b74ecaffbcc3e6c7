package io.sluice.quality.form;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import java.util.Optional;

/** The columns that expectations are about, in their order. */
public record Columns(List<Column> list) {
    public Columns {
        list = List.copyOf(list);
    }

    public List<String> names() {
        return list.stream().map(Column::name).toList();
    }

    /** A column by its exact name. */
    public Optional<Column> find(String name) {
        return list.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Whether values of a type have an order that bounds can be put on. */
    public static boolean isOrdered(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE, STRING, DATE, TIMESTAMP -> true;
            case BOOLEAN, BINARY, ARRAY, STRUCT, VECTOR -> false;
        };
    }

    /** Whether values of a type are numbers. */
    public static boolean isNumeric(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE -> true;
            case STRING, DATE, TIMESTAMP, BOOLEAN, BINARY, ARRAY, STRUCT, VECTOR -> false;
        };
    }
}
