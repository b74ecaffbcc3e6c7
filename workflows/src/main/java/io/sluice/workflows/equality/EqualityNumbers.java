package io.sluice.workflows.equality;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was compared of one feature.
 *
 * @param check {@code E1}: the value at a checkpoint and the batch value over the archive; {@code E2}: the same with late rows,
 *     measured; {@code VERDICT}: the verdicts of the archive and those that its rule gives again; {@code E3}: what the rows of certified days give to the feature, and what the accepted rows of the archive give;
 *     {@code ONLINE}: the value in the store and the last released update; {@code CLOCK}: the clock of the checkpoint and that
 *     of the archive
 * @param view with its version, such as {@code activity_v1}; empty for totals, and for E3 over whole rows
 * @param feature empty for totals, CLOCK, VERDICT, and for E3 over whole rows
 * @param compared values; rows in E3
 * @param largest difference of numbers; null where there is none
 * @param first places of the first that differ: {@code updates <partition>@<offset>}, or {@code accepted …} of the newest row
 *     where there is no update, or {@code day <label>}; no keys and no values
 */
public record EqualityNumbers(
        String check,
        String view,
        String feature,
        long compared,
        long equal,
        long different,
        @Nullable Double largest,
        List<String> first) {
    /** The check that measures what late rows would change, which is no fault. */
    static final String LATE = "E2";

    private static final int FIRST = 3;

    public EqualityNumbers {
        first = List.copyOf(first);
    }

    /** The same without saying of which view and feature. */
    EqualityNumbers total() {
        return new EqualityNumbers(check, "", "", compared, equal, different, largest, first);
    }

    /** Both, under the names of this one; of the places the first three. */
    EqualityNumbers plus(EqualityNumbers other) {
        List<String> places = Stream.concat(first.stream(), other.first.stream())
                .distinct()
                .limit(FIRST)
                .toList();
        return new EqualityNumbers(
                check,
                view,
                feature,
                compared + other.compared,
                equal + other.equal,
                different + other.different,
                greater(largest, other.largest),
                places);
    }

    private static @Nullable Double greater(@Nullable Double one, @Nullable Double other) {
        return one == null ? other : other == null ? one : Double.valueOf(Math.max(one, other));
    }

    /** Whether it found a fault: late rows may differ in E2. Not named {@code is…}: Jackson would write it, and refuse to read it. */
    public boolean differs() {
        return different > 0 && !check.equals(LATE);
    }
}
