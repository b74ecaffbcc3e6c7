package io.sluice.quality.profile;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which values a column of texts, or of true and false, has most often.
 *
 * @param rows rows looked at, those without a value included
 * @param values of them, those with a value
 * @param distinct different values among them
 * @param top the most frequent, in falling order; empty where no value comes twice, as in a column of ids
 */
public record TextProfile(String column, long rows, long values, long distinct, List<ValueCount> top) {
    /** Characters of a value that are kept. */
    public static final int LONGEST = 60;

    /** So many of the most frequent values are kept. */
    public static final int TOP = 20;

    public TextProfile {
        requireNonNull(column, "column is null");
        top = List.copyOf(top);
    }

    /** The share of rows without a value, 0 to 1. */
    public double missingShare() {
        return rows == 0 ? 0 : (double) (rows - values) / rows;
    }

    /** How many rows have a value; empty where only the most frequent values are known and it is none of them. */
    public OptionalLong rowsWith(String value) {
        for (ValueCount each : top) {
            if (each.value().equals(value)) {
                return OptionalLong.of(each.rows());
            }
        }
        return distinct <= top.size() ? OptionalLong.of(0) : OptionalLong.empty();
    }
}
