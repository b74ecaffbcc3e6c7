package io.sluice.quality.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Something that can be measured on a set of rows. Equal measures are taken once. */
public sealed interface Measure {
    /** Counts rows. */
    String COUNT = "count(1)";

    /** Begins the condition of an aggregate. */
    String FILTER = " FILTER (WHERE ";

    /** The value of a Spark SQL aggregate over all rows. All of them share one pass. */
    record Aggregate(String sql) implements Measure {}

    /**
     * How the rows that satisfy a condition fall into groups of equal columns, nulls being equal; its value is a
     * {@link GroupCounts}. Everything that is asked of the groups of the same columns shares one pass, whatever the
     * conditions.
     *
     * @param columns names, not quoted
     * @param where Spark SQL
     */
    record Grouping(List<String> columns, String where) implements Measure {
        public Grouping {
            columns = List.copyOf(columns);
        }
    }

    /** The same groups themselves, some of them; its value is a list of {@link Group}. */
    record Groups(List<String> columns, String where, Order order, int limit) implements Measure {
        /** Which groups come first. */
        public enum Order {
            /** The one with most rows; of equal ones that with the least values. */
            LARGEST,
            /** The one with the least values. */
            LEAST
        }

        public Groups {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The values next to some quantiles, exactly, after sorting; null and NaN do not take part. Its value is a list of
     * {@link Neighbours} in the order of the quantiles, empty when there are no values. Sorts once for each term and
     * condition.
     *
     * @param term Spark SQL
     * @param where Spark SQL
     * @param quantiles 0 to 1
     */
    record Quantiles(String term, String where, List<Double> quantiles) implements Measure {
        public Quantiles {
            quantiles = List.copyOf(quantiles);
        }
    }

    /**
     * A value that a function folds out of the rows of each partition, for what SQL has no aggregate. All of them share
     * one pass.
     *
     * @param terms Spark SQL: what the function sees of a row
     * @param where Spark SQL: the rows that it sees
     */
    record Folding(List<String> terms, String where, Fold<?> fold) implements Measure {
        public Folding {
            terms = List.copyOf(terms);
        }
    }

    /**
     * How many of the rows that satisfy a condition have no partner among other rows, by equal columns. Takes a join of
     * its own.
     *
     * @param columns names, not quoted
     * @param where Spark SQL
     * @param others the rows to look among
     * @param otherColumns their columns, in the order of {@code columns}
     */
    record Strangers(List<String> columns, String where, Dataset<Row> others, List<String> otherColumns)
            implements Measure {
        public Strangers {
            columns = List.copyOf(columns);
            otherColumns = List.copyOf(otherColumns);
        }
    }

    /**
     * Counts the rows that fail when they are seen beside others. Takes a pass of its own, or two.
     *
     * @param where Spark SQL: the rows that take part
     * @param totals Spark SQL aggregates of them, as doubles, under the names that the condition uses
     * @param failing Spark SQL; may hold window functions
     * @param ordered whether it uses {@link io.sluice.quality.sql.RowOrder#COLUMN}
     */
    record Together(String where, Map<String, String> totals, String failing, boolean ordered) implements Measure {
        public Together {
            totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
        }
    }

    /**
     * How many rows a query over the rows that satisfy a condition returns. Takes a pass of its own.
     *
     * @param sql as {@link io.sluice.quality.sql.BatchQuery} reads it
     * @param where Spark SQL
     */
    record Query(String sql, String where) implements Measure {}

    /** The condition of the rows that a measure counts; empty for one that does anything else than count rows one by one. */
    static Optional<String> counted(Measure measure) {
        if (measure instanceof Aggregate aggregate) {
            String sql = aggregate.sql();
            if (sql.equals(COUNT)) {
                return Optional.of("TRUE");
            }
            if (sql.startsWith(COUNT + FILTER)) {
                return Optional.of(sql.substring((COUNT + FILTER).length(), sql.length() - 1));
            }
        }
        return Optional.empty();
    }

    /** Counts the rows that satisfy a condition. */
    static Measure count(String where) {
        return aggregate(COUNT, where);
    }

    /** An aggregate over the rows that satisfy a condition. */
    static Measure aggregate(String sql, String where) {
        return new Aggregate(where.equals("TRUE") ? sql : sql + FILTER + where + ")");
    }
}
