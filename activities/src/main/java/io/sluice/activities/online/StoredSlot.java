package io.sluice.activities.online;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A slot as a store holds it.
 *
 * @param version {@link #VERSION_BYTES} bytes
 * @param appliedAt epoch milliseconds by the store's clock
 * @param row the packed row; empty when the value ended
 */
public record StoredSlot(byte[] version, long appliedAt, byte[] row) {
    /** Length of a version. */
    public static final int VERSION_BYTES = 16;

    private static final int HEADER_BYTES = VERSION_BYTES + Long.BYTES;

    /** Whether the value ended at this version. */
    public boolean isEmpty() {
        return row.length == 0;
    }

    /** The inverse of {@link #bytes}. */
    static StoredSlot parse(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalStateException(
                    "Cannot read a slot of %d bytes: something else than Sluice wrote it".formatted(bytes.length));
        }
        return new StoredSlot(
                Arrays.copyOf(bytes, VERSION_BYTES),
                ByteBuffer.wrap(bytes).getLong(VERSION_BYTES),
                Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    }

    /** Version, then {@code appliedAt} as 8 bytes, then the row; what the write script puts together too. */
    byte[] bytes() {
        return ByteBuffer.allocate(HEADER_BYTES + row.length)
                .put(version)
                .putLong(appliedAt)
                .put(row)
                .array();
    }
}
