package io.sluice.activities.training.join;

import io.sluice.definitions.model.Column;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The right side of an as-of join.
 *
 * @param rows tuple, instant, {@link #MAJOR} and {@link #MINOR} when {@code versioned}, then the values
 * @param values the value columns
 * @param defaults one for each value, as in {@link io.sluice.definitions.changepoint.SourceRow}: of a row without a match
 * @param versioned of the rows at or before the instant the one of the greatest version counts, and not the last
 */
public record Past(
        Dataset<Row> rows, List<Column> values, @Nullable Object[] defaults, boolean versioned) {
    /** The first number of a row's version; like the other one it is not negative. */
    public static final String MAJOR = "_major";

    /** The second number of a row's version. */
    public static final String MINOR = "_minor";

    public Past {
        values = List.copyOf(values);
        if (values.size() != defaults.length) {
            throw new IllegalArgumentException(
                    "Invalid past: %d values, %d defaults".formatted(values.size(), defaults.length));
        }
    }
}
