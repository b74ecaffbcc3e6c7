package io.sluice.activities.online.materialize.load;

import io.sluice.activities.online.snapshot.Reading;
import io.sluice.workflows.online.MaterializationPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One materialisation: what is to be in the store, and what may be there.
 *
 * @param before what the store holds of this generation: one reading, or several when earlier runs were given up halfway; none
 *     when it holds nothing
 * @param ttl how long the store keeps a key; null keeps it
 */
public record Work(
        MaterializationPlan plan,
        Reading now,
        List<Reading> before,
        SlotRows slots,
        @Nullable Duration ttl) {
    public Work {
        before = List.copyOf(before);
    }

    /** Whether every entity is written, not only those that differ from what is there. */
    boolean writesAll() {
        return before.size() != 1 || !plan.mode().equals(Modes.INCREMENTAL);
    }
}
