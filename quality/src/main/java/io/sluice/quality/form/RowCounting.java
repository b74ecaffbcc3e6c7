package io.sluice.quality.form;

import io.sluice.quality.measure.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expectations that count failing rows, each row by itself.
 *
 * @param missing Spark SQL: rows to be passed over; null when no row is
 * @param expected Spark SQL: rows that are as expected; NULL counts as not
 */
public record RowCounting(@Nullable String missing, String expected) {
    /** The rows that are passed over where any of some SQL terms is null. */
    public static RowCounting ofColumn(String column, String expected) {
        return new RowCounting(column + " IS NULL", expected);
    }

    /** The compiled form: two or three counts, and the predicate of failing rows. */
    public CompiledExpectation compile(Arguments arguments, String phrase) {
        String condition = arguments.condition();
        String passedOver = missing == null ? "" : " AND NOT (" + missing + ")";
        String failing = condition + passedOver + " AND NOT coalesce(" + expected + ", false)";
        Measure absent = missing == null ? Measure.count("FALSE") : Measure.count(condition + " AND (" + missing + ")");
        double mostly = arguments.mostly();
        return new CompiledExpectation(
                List.of(Measure.count(condition), absent, Measure.count(failing)),
                values -> Judgement.of(counts(values), mostly),
                new RowForm(failing, RowForm.Scope.ROW),
                Phrases.mostly(mostly) + phrase);
    }

    private Counts counts(List<@Nullable Object> values) {
        return new Counts(count(values, 0), missing == null ? null : count(values, 1), count(values, 2));
    }

    /** A count out of measured values. */
    public static long count(List<@Nullable Object> values, int index) {
        Object value = values.get(index);
        return value == null ? 0 : ((Number) value).longValue();
    }
}
