package io.sluice.activities.equality;

import io.sluice.workflows.equality.EqualityNumbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts rows of certified days that give something else to one feature. Not thread-safe. */
final class FeatureTally {
    static final String CHECK = "E3";

    private static final int FIRST = 3;

    private final List<String> first = new ArrayList<>();
    private long different;
    private @Nullable Double largest;

    /** Adds rows of a day. */
    void add(long rows, @Nullable Double size, String day) {
        different += rows;
        String place = "day " + day;
        if (rows > 0 && first.size() < FIRST && !first.contains(place)) {
            first.add(place);
        }
        if (rows > 0 && size != null) {
            largest = largest == null ? size : Double.valueOf(Math.max(largest, size));
        }
    }

    /** What was counted, of so many rows. */
    EqualityNumbers numbers(String view, String feature, long compared) {
        return new EqualityNumbers(CHECK, view, feature, compared, compared - different, different, largest, first);
    }
}
