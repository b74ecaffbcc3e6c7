package io.sluice.definitions.online;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * When a slot was written, as newest-wins sees it: two numbers as 16 bytes big-endian, so that comparing the bytes (in Lua,
 * too) compares the versions.
 *
 * @param major the release number of a batch slot; the epoch of a stream slot
 * @param minor the as-of of a batch slot, epoch milliseconds; the offset of a stream slot
 */
public record SlotVersion(long major, long minor) implements Comparable<SlotVersion> {
    /** The length of the encoded form. */
    public static final int BYTES = 2 * Long.BYTES;

    public SlotVersion {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("Invalid slot version: " + major + " | " + minor);
        }
    }

    /** The version of a batch slot. */
    public static SlotVersion ofRelease(long release, long asOf) {
        return new SlotVersion(release, asOf);
    }

    /** The version whose {@link #encoded} form this is. */
    public static SlotVersion decode(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("Cannot decode slot version: expected 16 bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new SlotVersion(in.getLong(), in.getLong());
    }

    /** 16 bytes. */
    public byte[] encoded() {
        return ByteBuffer.allocate(BYTES).putLong(major).putLong(minor).array();
    }

    @Override
    public int compareTo(SlotVersion other) {
        return Arrays.compareUnsigned(encoded(), other.encoded());
    }
}
