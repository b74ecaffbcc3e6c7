package io.sluice.quality.form;

import org.jspecify.annotations.Nullable;

/**
 * How many of the rows looked at are missing and unexpected, in Great Expectations' terms.
 *
 * @param elements rows that the row condition lets through
 * @param missing rows that were passed over; null where nothing can be (expectations about null itself)
 */
public record Counts(long elements, @Nullable Long missing, long unexpected) {
    /** Rows that were judged. */
    public long considered() {
        return missing == null ? elements : elements - missing;
    }

    /** Whether at least this share of the judged rows is as expected; none judged means yes. */
    public boolean isMostlyExpected(double mostly) {
        return considered() == 0 || (double) (considered() - unexpected) / considered() >= mostly;
    }

    /** Of the rows judged, 0 to 100; null when there are none. */
    public @Nullable Double unexpectedPercent() {
        return percent(unexpected, considered());
    }

    /** Of all rows, 0 to 100; null when there are none. */
    public @Nullable Double unexpectedPercentTotal() {
        return percent(unexpected, elements);
    }

    /** Of all rows, 0 to 100; null when there are none or nothing can be missing. */
    public @Nullable Double missingPercent() {
        return missing == null ? null : percent(missing, elements);
    }

    private static @Nullable Double percent(long part, long whole) {
        return whole == 0 ? null : (double) part / whole * 100;
    }
}
