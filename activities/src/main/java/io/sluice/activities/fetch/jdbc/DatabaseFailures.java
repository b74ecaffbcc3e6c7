package io.sluice.activities.fetch.jdbc;

import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.spark.SparkJobException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a database refused, in words that hold neither its secrets nor its rows. */
final class DatabaseFailures {
    private final String source;
    private final String address;

    DatabaseFailures(String source, String address) {
        this.source = source;
        this.address = shown(address);
    }

    /** A failure that a retry may mend, or UnreadableSource when it cannot. */
    RuntimeException translate(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return translate(refused);
            }
        }
        if (String.valueOf(failure.getMessage()).contains("UNRECOGNIZED_SQL_TYPE")) {
            return Unreadable.source(
                    source, "a column has a type that is not read; write options query and cast it to text there");
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new SparkJobException(failure);
    }

    private RuntimeException translate(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (kind) {
            case "28" -> Unreadable.source(source, address + " refuses the user or the password" + of(state));
            case "3D" -> Unreadable.source(source, address + " has no such database" + of(state));
            case "42" ->
                Unreadable.source(source, address + " refuses the query" + of(state) + ": " + firstLine(refused));
            case "08", "57", "53" ->
                new IllegalStateException("Cannot reach %s for source %s%s; is it up, and may this host connect to it?"
                        .formatted(address, source, of(state)));
            default ->
                new IllegalStateException("Reading %s for source %s failed%s; the log of the batch worker says more"
                        .formatted(address, source, of(state)));
        };
    }

    private static String of(String state) {
        return " (SQLSTATE " + state + ")";
    }

    /** Names of tables and columns, which definitions hold anyway; never values, which are of other classes. */
    private static String firstLine(SQLException refused) {
        List<String> lines = String.valueOf(refused.getMessage()).lines().toList();
        return lines.isEmpty() ? "" : lines.get(0).replaceFirst("^ERROR: ", "");
    }

    private static String shown(String address) {
        return address.replaceAll("[?;].*", "");
    }
}
