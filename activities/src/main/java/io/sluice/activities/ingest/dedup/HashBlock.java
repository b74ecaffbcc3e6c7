package io.sluice.activities.ingest.dedup;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Some thousand 64-bit hashes as bytes: what is shuffled instead of rows. */
final class HashBlock {
    static final int HASHES = 8_192;

    private static final int BYTES = HASHES * Long.BYTES;

    // Grown as needed: a task holds as many blocks as there are parts.
    private ByteBuffer hashes = ByteBuffer.allocate(64 * Long.BYTES);

    void add(long hash) {
        if (!hashes.hasRemaining()) {
            hashes.flip();
            hashes = ByteBuffer.allocate(Math.min(BYTES, 2 * hashes.capacity())).put(hashes);
        }
        hashes.putLong(hash);
    }

    boolean isEmpty() {
        return hashes.position() == 0;
    }

    boolean isFull() {
        return hashes.position() == BYTES;
    }

    /** The bytes; the block is empty afterwards. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(hashes.array(), hashes.position());
        hashes.clear();
        return taken;
    }

    /** The hashes of such bytes, in their order. */
    static long[] read(byte[] block) {
        long[] hashes = new long[block.length / Long.BYTES];
        ByteBuffer.wrap(block).asLongBuffer().get(hashes);
        return hashes;
    }
}
