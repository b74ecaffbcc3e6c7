package io.sluice.activities.fetch.jdbc;

import io.sluice.activities.fetch.FetchRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The SQL that a request asks a database. */
final class JdbcTable {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final FetchRequest request;
    private final String quote;

    /**
     * Creates one.
     *
     * @param quote what the database puts around names
     */
    JdbcTable(FetchRequest request, String quote) {
        this.request = request;
        this.quote = quote;
    }

    /** The table or query as something to select from. */
    String from() {
        String query = request.batch().options().get("query");
        return query == null ? request.option("table", "") : "(" + query + ") sluice_query";
    }

    /** Columns without rows. */
    String shape() {
        return "SELECT * FROM " + from() + " WHERE 1 = 0";
    }

    /** The least and the greatest value that is shared out among slices. */
    String bounds(String column, String condition) {
        String name = quoted(column);
        return "SELECT MIN(%s), MAX(%s) FROM %s WHERE %s".formatted(name, name, from(), condition);
    }

    /** Rows of the partition: what the options say, otherwise its window of the event time and rows that have none. */
    String condition(List<JdbcColumn> columns) {
        @Nullable String written = request.batch().options().get("predicate");
        if (written != null) {
            return "(" + filled(written) + ")";
        }
        JdbcColumn time = columns.stream()
                .filter(column ->
                        column.name().equalsIgnoreCase(request.source().eventTime()))
                .findFirst()
                .orElse(null);
        if (request.from() == null || time == null || !time.temporal()) {
            // Whatever else it is, landing reads it row by row and selects.
            return "1 = 1";
        }
        String name = quoted(time.name());
        return "(%s IS NULL OR (%s >= %s AND %s < %s))"
                .formatted(name, name, literal(request.from(), time), name, literal(request.to(), time));
    }

    /** Disjoint conditions that cover every row, NULL in the first. */
    List<String> slices(String column, List<String> edges) {
        String name = quoted(column);
        List<String> slices = new ArrayList<>();
        for (int i = 0; i <= edges.size(); i++) {
            String least = i == 0 ? "" : name + " >= " + edges.get(i - 1);
            String below = i == edges.size() ? "" : name + " < " + edges.get(i);
            String both = least + (least.isEmpty() || below.isEmpty() ? "" : " AND ") + below;
            slices.add(i == 0 ? "(" + both + " OR " + name + " IS NULL)" : both);
        }
        return edges.isEmpty() ? List.of("1 = 1") : slices;
    }

    private String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    private static String literal(@Nullable Instant instant, JdbcColumn column) {
        String text = INSTANT.format(Objects.requireNonNull(instant));
        return column.zoned() ? "TIMESTAMP WITH TIME ZONE '" + text + "+00:00'" : "TIMESTAMP '" + text + "'";
    }

    private String filled(String predicate) {
        String filled = predicate.replace("{partition}", request.partition());
        if (request.from() != null && request.to() != null) {
            filled = filled.replace("{from}", INSTANT.format(request.from()))
                    .replace("{to}", INSTANT.format(request.to()));
        }
        return filled;
    }
}
