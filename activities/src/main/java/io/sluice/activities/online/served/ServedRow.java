package io.sluice.activities.online.served;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.online.SlotVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code served.<view>}: a write that the store took, or a swap of the pointer.
 *
 * @param definitionVersion of the view: generations of different ones may share a number
 * @param slot the source whose slot was written; null for a swap
 * @param entity the encoded key; null for a swap
 * @param version of the slot; null for a swap
 * @param appliedAt by the store's clock, epoch milliseconds
 * @param row as the store has it, empty where the values ended; null for a swap
 * @param release what a swap made live; null for a write, and for what only streams had written
 */
public record ServedRow(
        String definitionVersion,
        long generation,
        @Nullable String slot,
        @Nullable String entity,
        @Nullable SlotVersion version,
        long appliedAt,
        byte @Nullable [] row,
        @Nullable String release) {
    /** What makes a write the same as another one: keys, slot, generation, version. */
    public record Id(String definitionVersion, long generation, String slot, String entity, SlotVersion version) {}

    public ServedRow {
        requireNonNull(definitionVersion, "definitionVersion is null");
        if ((entity == null) != (row == null)
                || (entity == null) != (version == null)
                || (entity == null) != (slot == null)) {
            throw new IllegalArgumentException("Invalid served row: a write has slot, entity, version and row");
        }
    }

    /** A write. */
    public static ServedRow write(
            String definitionVersion,
            long generation,
            String slot,
            String entity,
            SlotVersion version,
            long appliedAt,
            byte[] row) {
        return new ServedRow(definitionVersion, generation, slot, entity, version, appliedAt, row, null);
    }

    /** A swap of the pointer. */
    public static ServedRow swap(String definitionVersion, long generation, long appliedAt, @Nullable String release) {
        return new ServedRow(definitionVersion, generation, null, null, null, appliedAt, null, release);
    }

    /** Whether it is a write. */
    public boolean isWrite() {
        return entity != null;
    }

    /** The identity of a write. */
    public Id id() {
        return new Id(
                definitionVersion,
                generation,
                Objects.requireNonNull(slot, "slot is null"),
                Objects.requireNonNull(entity, "entity is null"),
                Objects.requireNonNull(version, "version is null"));
    }
}
