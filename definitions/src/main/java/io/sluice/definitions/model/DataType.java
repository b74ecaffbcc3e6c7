package io.sluice.definitions.model;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of contract §2, printed as it is written there.
 *
 * @param precision of a decimal; the length of a vector; 0 otherwise
 * @param element of an array; null otherwise
 * @param fields of a struct; empty otherwise
 */
public record DataType(
        Kind kind, int precision, int scale, @Nullable DataType element, List<Column> fields) implements Serializable {
    /** The kinds, spelled as in a definition, in upper case. */
    public enum Kind {
        BOOLEAN,
        INT,
        BIGINT,
        DECIMAL,
        DOUBLE,
        STRING,
        BINARY,
        DATE,
        TIMESTAMP,
        ARRAY,
        STRUCT,
        VECTOR
    }

    public static final DataType BOOLEAN = of(Kind.BOOLEAN);
    public static final DataType INT = of(Kind.INT);
    public static final DataType BIGINT = of(Kind.BIGINT);
    public static final DataType DOUBLE = of(Kind.DOUBLE);
    public static final DataType STRING = of(Kind.STRING);
    public static final DataType BINARY = of(Kind.BINARY);
    public static final DataType DATE = of(Kind.DATE);
    public static final DataType TIMESTAMP = of(Kind.TIMESTAMP);

    public DataType {
        fields = List.copyOf(fields);
    }

    public static DataType decimal(int precision, int scale) {
        return new DataType(Kind.DECIMAL, precision, scale, null, List.of());
    }

    public static DataType array(DataType element) {
        return new DataType(Kind.ARRAY, 0, 0, element, List.of());
    }

    public static DataType struct(List<Column> fields) {
        return new DataType(Kind.STRUCT, 0, 0, null, fields);
    }

    public static DataType vector(int length) {
        return new DataType(Kind.VECTOR, length, 0, null, List.of());
    }

    /**
     * Reads a type as it is written in a definition, for example {@code decimal(10,2)}.
     *
     * @throws IllegalArgumentException with a sentence that says what a type looks like
     */
    public static DataType parse(String text) {
        return TypeParser.parse(text);
    }

    private static DataType of(Kind kind) {
        return new DataType(kind, 0, 0, null, List.of());
    }

    @Override
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "decimal(" + precision + "," + scale + ")";
            case ARRAY -> "array<" + element + ">";
            case STRUCT ->
                fields.stream()
                        .map(field -> field.name() + ": " + field.type())
                        .collect(Collectors.joining(", ", "struct<", ">"));
            case VECTOR -> "vector(" + precision + ")";
            case BOOLEAN, INT, BIGINT, DOUBLE, STRING, BINARY, DATE, TIMESTAMP ->
                kind.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
