package io.sluice.workers.streams;

import io.sluice.definitions.store.ByteStore;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's state in a store of Kafka Streams: what is written becomes durable in the transaction of the record that caused
 * it, and is gone when that is aborted.
 */
public final class StoredBytes implements ByteStore {
    private final KeyValueStore<Bytes, byte[]> store;

    public StoredBytes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** A store in RocksDB with a changelog. Cached: a value written with every record goes out once a commit. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(to))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                // The store's ranges hold their end.
                boolean inside = Arrays.compareUnsigned(entry.key.get(), to) < 0;
                if (!inside || visitor.visit(entry.key.get(), entry.value) == Step.STOP) {
                    return;
                }
            }
        }
    }
}
