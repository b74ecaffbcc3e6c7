package io.sluice.workflows.equality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was compared of one feature.
 *
 * @param check {@code E1}: the value at a checkpoint and the batch value over the archive; {@code E2}: the same with late rows,
 *     measured; {@code ONLINE}: the value in the store and the last released update; {@code CLOCK}: the clock of the checkpoint
 *     and that of the archive
 * @param view with its version, such as {@code activity_v1}
 * @param largest difference of numbers; null where there is none
 * @param first places of the first that differ: {@code updates <partition>@<offset>}, or {@code accepted …} of the newest row
 *     where there is no update; no keys and no values
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

    /** Whether a difference is a fault; late rows may make one in E2. */
    public boolean isBroken() {
        return different > 0 && !check.equals("E2");
    }
}
