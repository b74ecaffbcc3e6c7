package io.sluice.definitions.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.changepoint.SourceRow;

/**
 * A row that counts, as a view sees it.
 *
 * @param entity the encoded {@link io.sluice.definitions.online.EntityKey}
 */
public record EntityRow(String entity, SourceRow row) {
    public EntityRow {
        requireNonNull(entity, "entity is null");
        requireNonNull(row, "row is null");
    }

    /** Whether any feature takes the row. */
    public boolean passes() {
        for (boolean passes : row.passes()) {
            if (passes) {
                return true;
            }
        }
        return false;
    }
}
