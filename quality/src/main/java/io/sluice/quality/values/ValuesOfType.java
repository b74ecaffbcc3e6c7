package io.sluice.quality.values;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.name.Nearest;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The expectations that a column has a type or one of several, answered by the schema. Types may be written as in a definition
 * ({@code bigint}), as in Spark ({@code LongType}) or, for suites made elsewhere, as in SQL or pandas.
 */
public enum ValuesOfType implements ExpectationType {
    OF_TYPE("expect_column_values_to_be_of_type", Parameter.required("type_", Parameter.Kind.TEXT)),
    IN_TYPE_LIST("expect_column_values_to_be_in_type_list", Parameter.required("type_list", Parameter.Kind.TEXTS));

    private static final Map<String, DataType.Kind> KINDS = kinds();

    private final String type;
    private final Parameter wanted;

    ValuesOfType(String type, Parameter wanted) {
        this.type = type;
        this.wanted = wanted;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("column", Parameter.Kind.COLUMN), wanted, Parameter.MOSTLY);
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    /** Of a list it is enough that one type is known: lists name those of several engines. */
    @Override
    public List<String> problems(Arguments arguments) {
        List<String> names = names(arguments);
        if (names.stream().anyMatch(name -> KINDS.containsKey(head(name)))) {
            return List.of();
        }
        return List.of(
                names.isEmpty()
                        ? wanted.name() + " is empty"
                        : wanted.name() + " " + names.get(0) + " is not a known type"
                                + Nearest.hint(names.get(0), new TreeSet<>(KINDS.keySet())));
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        List<String> names = names(arguments);
        boolean asSpark = names.stream().anyMatch(name -> name.endsWith("Type"));
        String actual = asSpark ? sparkName(column.type()) : column.type().toString();
        boolean same = names.stream().anyMatch(name -> isOf(name, column.type()));
        return CompiledExpectation.answered(
                Judgement.of(same, actual, column.name() + " has type " + actual),
                column.name() + " has type " + String.join(" or ", names));
    }

    private List<String> names(Arguments arguments) {
        return this == OF_TYPE ? List.of(arguments.text("type_")) : arguments.texts("type_list");
    }

    private static boolean isOf(String wanted, DataType type) {
        return isExact(wanted)
                ? compact(wanted).equals(compact(type.toString()))
                : KINDS.get(head(wanted)) == type.kind();
    }

    /** Whether more than the kind was written, such as a precision. */
    private static boolean isExact(String wanted) {
        return wanted.indexOf('(') >= 0 || wanted.indexOf('<') >= 0;
    }

    private static String head(String type) {
        return type.toLowerCase(Locale.ROOT).split("[(<\\[]", 2)[0].strip();
    }

    private static String compact(String type) {
        return type.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    private static String sparkName(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "BooleanType";
            case INT -> "IntegerType";
            case BIGINT -> "LongType";
            case DECIMAL -> "DecimalType";
            case DOUBLE -> "DoubleType";
            case STRING -> "StringType";
            case BINARY -> "BinaryType";
            case DATE -> "DateType";
            case TIMESTAMP -> "TimestampType";
            case ARRAY, VECTOR -> "ArrayType";
            case STRUCT -> "StructType";
        };
    }

    private static Map<String, DataType.Kind> kinds() {
        Map<String, DataType.Kind> kinds = new LinkedHashMap<>();
        put(kinds, DataType.Kind.BOOLEAN, "boolean bool booleantype bool_");
        put(kinds, DataType.Kind.INT, "int integer int32 integertype smallint int16 shorttype int8 bytetype");
        put(kinds, DataType.Kind.BIGINT, "bigint long int64 longtype");
        put(kinds, DataType.Kind.DECIMAL, "decimal numeric decimaltype");
        put(kinds, DataType.Kind.DOUBLE, "double float real float64 float32 doubletype floattype double_precision");
        put(kinds, DataType.Kind.STRING, "string str text varchar char object stringtype");
        put(kinds, DataType.Kind.BINARY, "binary bytes binarytype");
        put(kinds, DataType.Kind.DATE, "date datetype");
        put(kinds, DataType.Kind.TIMESTAMP, "timestamp datetime datetime64 timestamptype timestampntztype");
        put(kinds, DataType.Kind.ARRAY, "array list arraytype");
        put(kinds, DataType.Kind.STRUCT, "struct dict structtype");
        put(kinds, DataType.Kind.VECTOR, "vector");
        return kinds;
    }

    private static void put(Map<String, DataType.Kind> kinds, DataType.Kind kind, String names) {
        for (String name : names.split(" ")) {
            kinds.put(name, kind);
        }
    }
}
