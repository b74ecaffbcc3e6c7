package io.sluice.definitions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against all keys in a sorted map, over a store that never forgets a key that was removed, as a log-structured one. */
final class FirstKeysTest {
    private static final byte[] NOTHING = {};
    private static final byte[] REMOVED = {1};

    private final Sediment store = new Sediment();
    private FirstKeys first = over(store);

    /** Counts the keys that it has to look at. */
    private static final class Sediment implements ByteStore {
        private final TreeMap<byte[], byte[]> layers = new TreeMap<>(Arrays::compareUnsigned);
        private long lookedAt;

        @Override
        public byte[] get(byte[] key) {
            throw new UnsupportedOperationException("Only scans");
        }

        @Override
        public void put(byte[] key, byte[] value) {
            layers.put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            layers.put(key, REMOVED);
        }

        @Override
        public void scan(byte[] from, byte[] to, Visitor visitor) {
            for (Map.Entry<byte[], byte[]> entry : layers.subMap(from, to).entrySet()) {
                lookedAt++;
                if (entry.getValue() != REMOVED && visitor.visit(entry.getKey(), entry.getValue()) == Step.STOP) {
                    return;
                }
            }
        }
    }

    private static FirstKeys over(ByteStore store) {
        return new FirstKeys(store, key(0), key(Integer.MAX_VALUE));
    }

    @Test
    void knowsTheFirstKeysWhateverIsAddedAndRemoved() {
        Random random = new Random(31);
        TreeMap<byte[], byte[]> all = new TreeMap<>(Arrays::compareUnsigned);
        for (int step = 0; step < 60_000; step++) {
            byte[] key = key(random.nextInt(100_000));
            if (random.nextInt(3) > 0) {
                all.put(key, NOTHING);
                put(key);
            } else if (!all.isEmpty()) {
                byte[] present = all.ceilingKey(key) == null ? all.firstKey() : all.ceilingKey(key);
                all.remove(present);
                remove(present);
            }
            if (random.nextInt(500) == 0) {
                first = over(store);
            }
            if (random.nextInt(50) == 0) {
                byte[] to = key(random.nextInt(20_000));
                int most = 1 + random.nextInt(2_000);
                List<byte[]> expected =
                        all.headMap(to).keySet().stream().limit(most).toList();
                List<byte[]> keys = first.before(to, most);
                assertThat(keys).as("step %d", step).containsExactlyElementsOf(expected);
                if (random.nextBoolean()) {
                    keys.forEach(all::remove);
                    keys.forEach(this::remove);
                }
            }
        }
    }

    @Test
    void looksAtWhatWasTakenFromTheFrontNoSecondTime() {
        int keys = 50_000;
        for (int i = 0; i < keys; i++) {
            put(key(i));
        }
        List<byte[]> taken = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            List<byte[]> due = first.before(key(i + 1), 100);
            due.forEach(this::remove);
            due.forEach(key -> put(key(ByteBuffer.wrap(key).getInt() + keys)));
            taken.addAll(due);
        }
        assertThat(taken).hasSize(keys);
        assertThat(store.lookedAt).isLessThan(2L * keys);
    }

    private void put(byte[] key) {
        store.put(key, NOTHING);
        first.add(key);
    }

    private void remove(byte[] key) {
        store.delete(key);
        first.remove(key);
    }

    private static byte[] key(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
