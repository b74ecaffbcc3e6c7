package io.sluice.workflows.maintain;

import io.sluice.workflows.input.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code LakeMaintenance}.
 *
 * @param table such as events.clicks or served.user_activity
 * @param keepDays how long snapshots stay, and files that belong to none; 3 when null, at least 1, at most 3,650
 */
public record LakeMaintenanceInput(
        String table,
        @Nullable Integer keepDays,
        @Nullable String requestedBy,
        @Nullable String reason) {
    private static final int KEPT = 3;
    private static final int MOST = 3_650;

    /** How many days, checked. */
    int days() {
        int days = keepDays == null ? KEPT : keepDays;
        if (days < 1 || days > MOST) {
            throw new InvalidInputException(
                    "Invalid input of LakeMaintenance: keepDays must be from 1 to %d, not %d".formatted(MOST, days));
        }
        return days;
    }
}
