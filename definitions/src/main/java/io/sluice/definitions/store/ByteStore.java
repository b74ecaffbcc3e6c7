package io.sluice.definitions.store;

import org.jspecify.annotations.Nullable;

/**
 * Bytes by bytes, keys in unsigned order. One writer; a reader sees its own writes at once.
 *
 * <p>Kernels hand arrays over and do not change them afterwards, nor those that they get. Writes become durable together with
 * the input that caused them (in a stream app: by its transaction); a kernel is built anew over what is durable.
 */
public interface ByteStore {
    /** The value of a key; null when it has none. */
    byte @Nullable [] get(byte[] key);

    /** Sets or replaces the value of a key. */
    void put(byte[] key, byte[] value);

    /** Removes a key; one that is not there changes nothing. */
    void delete(byte[] key);

    /**
     * Shows entries from {@code from} (inclusive) to {@code to} (exclusive), ascending, until the visitor stops. The store may
     * not be written before this returns.
     */
    void scan(byte[] from, byte[] to, Visitor visitor);

    /** Sees one entry after the other. */
    interface Visitor {
        Step visit(byte[] key, byte[] value);
    }

    /** Whether a scan goes on. */
    enum Step {
        ON,
        STOP
    }
}
