package io.sluice.activities.online;

import static java.util.Objects.requireNonNull;

/**
 * One slot of one entity at a version.
 *
 * @param entity canonical key text
 * @param slot the source whose features the row holds
 * @param version {@link StoredSlot#VERSION_BYTES} bytes, compared as unsigned bytes, greater is newer
 * @param row the packed row; empty says that from this version on there is no value
 */
public record SlotWrite(String entity, String slot, byte[] version, byte[] row) {
    public SlotWrite {
        requireNonNull(entity, "entity is null");
        requireNonNull(slot, "slot is null");
        requireNonNull(row, "row is null");
        if (version.length != StoredSlot.VERSION_BYTES) {
            throw new IllegalArgumentException(
                    "Invalid version: expected %d bytes, not %d".formatted(StoredSlot.VERSION_BYTES, version.length));
        }
    }
}
