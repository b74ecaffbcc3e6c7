package io.sluice.definitions.store.testing;

import io.sluice.definitions.store.ByteStore;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link ByteStore} in a sorted map. Not thread-safe. */
public final class InMemoryStore implements ByteStore {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        entries.remove(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        for (Map.Entry<byte[], byte[]> entry : entries.subMap(from, to).entrySet()) {
            if (visitor.visit(entry.getKey(), entry.getValue()) == Step.STOP) {
                return;
            }
        }
    }

    /** How many keys there are. */
    public int size() {
        return entries.size();
    }

    /** Bytes of all keys and values. */
    public long bytes() {
        long bytes = 0;
        for (Map.Entry<byte[], byte[]> entry : entries.entrySet()) {
            bytes += entry.getKey().length + entry.getValue().length;
        }
        return bytes;
    }
}
