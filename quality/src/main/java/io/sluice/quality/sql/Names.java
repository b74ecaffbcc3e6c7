package io.sluice.quality.sql;

import java.util.Collection;
import java.util.stream.Collectors;

/** Column names as Spark SQL text. */
public final class Names {
    private Names() {}

    /** A name in backticks, so that dots, blanks and backticks in it are letters. */
    public static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /** Names in backticks, separated by commas. */
    public static String quoted(Collection<String> columns) {
        return columns.stream().map(Names::quoted).collect(Collectors.joining(", "));
    }
}
