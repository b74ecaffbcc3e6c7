package io.sluice.workflows.equality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was compared of one feature.
 *
 * @param check {@code E1}: the value at a checkpoint and the batch value over the archive; {@code E2}: the same with late rows,
 *     measured; {@code E3}: what the rows of certified days give to the feature, and what the accepted rows of the archive give;
 *     {@code ONLINE}: the value in the store and the last released update; {@code CLOCK}: the clock of the checkpoint and that
 *     of the archive
 * @param view with its version, such as {@code activity_v1}; empty for E3 over whole rows
 * @param feature empty for CLOCK, and for E3 over whole rows
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
    public EqualityNumbers {
        first = List.copyOf(first);
    }

    /** Whether it found a fault: late rows may differ in E2. Not named {@code is…}: Jackson would write it, and refuse to read it. */
    public boolean differs() {
        return different > 0 && !check.equals("E2");
    }
}
