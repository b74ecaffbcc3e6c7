package io.sluice.definitions.model;

import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a type as it is written in a definition; {@link DataType#toString} writes it again. */
final class TypeParser {
    private static final int MAX_DEPTH = 16;
    private static final List<String> NAMES = List.of(
            "boolean",
            "int",
            "bigint",
            "decimal",
            "double",
            "string",
            "binary",
            "date",
            "timestamp",
            "array",
            "struct",
            "vector");
    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*|\\d{1,9}|[<>(),:])");

    private final String text;
    private final Matcher tokens;
    private String token = "";
    private int depth;

    private TypeParser(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
        next();
    }

    static DataType parse(String text) {
        TypeParser parser = new TypeParser(text);
        DataType type = parser.type();
        if (!parser.token.isEmpty() || parser.tokens.regionStart() != text.length()) {
            throw parser.invalid();
        }
        return type;
    }

    private DataType type() {
        if (++depth > MAX_DEPTH) {
            throw invalid();
        }
        String name = token.toLowerCase(Locale.ROOT);
        next();
        DataType type = switch (name) {
            case "boolean" -> DataType.BOOLEAN;
            case "int" -> DataType.INT;
            case "bigint" -> DataType.BIGINT;
            case "double" -> DataType.DOUBLE;
            case "string" -> DataType.STRING;
            case "binary" -> DataType.BINARY;
            case "date" -> DataType.DATE;
            case "timestamp" -> DataType.TIMESTAMP;
            case "decimal" -> decimal();
            case "array" -> array();
            case "struct" -> struct();
            case "vector" -> vector();
            default -> throw invalid(Nearest.hint(name, NAMES));
        };
        depth--;
        return type;
    }

    private DataType decimal() {
        take("(");
        int precision = number();
        take(",");
        int scale = number();
        take(")");
        if (precision < 1 || precision > 38 || scale > precision) {
            throw new IllegalArgumentException(
                    "A decimal has 1 to 38 digits and no more decimal places than digits, not " + text.strip());
        }
        return DataType.decimal(precision, scale);
    }

    private DataType array() {
        take("<");
        DataType element = type();
        take(">");
        return DataType.array(element);
    }

    private DataType struct() {
        take("<");
        List<Column> fields = new ArrayList<>();
        do {
            String name = token;
            if (!name.matches("[A-Za-z_]\\w*")) {
                throw invalid();
            }
            if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name))) {
                throw new IllegalArgumentException("The fields of a struct differ in more than case; " + name
                        + " is there twice in " + text.strip());
            }
            next();
            take(":");
            fields.add(new Column(name, type()));
        } while (skip(","));
        take(">");
        return DataType.struct(fields);
    }

    private DataType vector() {
        take("(");
        int length = number();
        take(")");
        if (length < 1 || length > 65_536) {
            throw new IllegalArgumentException("A vector has 1 to 65536 numbers, not " + text.strip());
        }
        return DataType.vector(length);
    }

    private int number() {
        if (!token.matches("\\d+")) {
            throw invalid();
        }
        int number = Integer.parseInt(token);
        next();
        return number;
    }

    private void take(String expected) {
        if (!skip(expected)) {
            throw invalid();
        }
    }

    private boolean skip(String expected) {
        boolean there = token.equals(expected);
        if (there) {
            next();
        }
        return there;
    }

    private void next() {
        token = tokens.lookingAt() ? tokens.group(1) : "";
        tokens.region(token.isEmpty() ? endOfBlanks() : tokens.end(), text.length());
    }

    private int endOfBlanks() {
        int end = tokens.regionStart();
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private IllegalArgumentException invalid() {
        return invalid("");
    }

    private IllegalArgumentException invalid(String hint) {
        return new IllegalArgumentException(
                "A type is one of boolean, int, bigint, decimal(p,s), double, string, binary, date, "
                        + "timestamp, array<...>, struct<name: type, ...> and vector(n), not " + text.strip() + hint);
    }
}
