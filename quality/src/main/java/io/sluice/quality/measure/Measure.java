package io.sluice.quality.measure;

import java.util.List;

/** Something that can be measured on a set of rows. Equal measures are taken once. */
public sealed interface Measure {
    /** The value of a Spark SQL aggregate over all rows. All of them share one pass. */
    record Aggregate(String sql) implements Measure {}

    /**
     * How the rows that satisfy a condition fall into groups of equal columns, nulls being equal; its value is a
     * {@link GroupCounts}. Takes a pass of its own.
     *
     * @param columns names, not quoted
     * @param where Spark SQL
     */
    record Grouping(List<String> columns, String where) implements Measure {
        public Grouping {
            columns = List.copyOf(columns);
        }
    }

    /** Counts the rows that satisfy a condition. */
    static Measure count(String where) {
        return aggregate("count(1)", where);
    }

    /** An aggregate over the rows that satisfy a condition. */
    static Measure aggregate(String sql, String where) {
        return new Aggregate(where.equals("TRUE") ? sql : sql + " FILTER (WHERE " + where + ")");
    }
}
