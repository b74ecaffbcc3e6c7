package io.sluice.quality.form;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.SqlFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expectations that count failing rows, each row by itself.
 *
 * @param missing Spark SQL: rows to be passed over; null when no row is
 * @param unexpected Spark SQL: rows that fail among the others, never NULL for them
 */
public record RowCounting(@Nullable String missing, String unexpected) {
    /** Passes over some rows and fails those of the others for which a condition is not true; NULL counts as not. */
    public static RowCounting expecting(String missing, String expected) {
        return new RowCounting(missing, "NOT coalesce(" + expected + ", false)");
    }

    /** The compiled form: two or three counts, and the predicate of failing rows. */
    public CompiledExpectation compile(Arguments arguments, String phrase) {
        String condition = arguments.condition();
        String judged = missing == null ? condition : and(condition, "NOT (" + missing + ")");
        String failing = and(judged, "(" + unexpected + ")");
        Measure absent = Measure.count(missing == null ? condition : and(condition, "(" + missing + ")"));
        double mostly = arguments.mostly();
        return new CompiledExpectation(
                List.of(Measure.count(condition), absent, Measure.count(failing)),
                values -> Judgement.of(missing == null ? counting(values) : counts(values), mostly),
                new RowForm(SqlFunctions.lenient(failing), RowForm.Scope.ROW),
                Phrases.mostly(mostly) + phrase);
    }

    private static Counts counting(List<@Nullable Object> values) {
        return new Counts(count(values, 0), null, count(values, 2));
    }

    /** The counts out of three measured values: all rows, those passed over and those that fail. */
    public static Counts counts(List<@Nullable Object> values) {
        return new Counts(count(values, 0), count(values, 1), count(values, 2));
    }

    /** A count out of measured values. */
    public static long count(List<@Nullable Object> values, int index) {
        Object value = values.get(index);
        return value == null ? 0 : ((Number) value).longValue();
    }

    /** Conditions joined so that equal ones have equal texts and are counted once. */
    public static String and(String condition, String further) {
        return condition.equals("TRUE") ? further : condition + " AND " + further;
    }
}
