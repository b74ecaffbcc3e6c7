package io.sluice.workers.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.testing.InMemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredBytesTest {
    private static final int OPERATIONS = 3_000;

    @TempDir
    Path folder;

    @Test
    void aStoreInRocksDbIsTheOneInMemory() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(StoredBytes.builder("bytes"));
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(Ignoring::new, Named.as("ignore"), "bytes");
        try (TopologyTestDriver driver = new TopologyTestDriver(
                builder.build(), AppSettings.local("none:0", folder).properties("bytes"))) {
            ByteStore stored = new StoredBytes(driver.<Bytes, byte[]>getKeyValueStore("bytes"));
            ByteStore memory = new InMemoryStore();
            Random random = new Random(3);
            for (int i = 0; i < OPERATIONS; i++) {
                byte[] key = bytes(random);
                if (random.nextInt(3) == 0) {
                    stored.delete(key);
                    memory.delete(key);
                } else {
                    byte[] value = bytes(random);
                    stored.put(key, value);
                    memory.put(key, value);
                }
                byte[] other = bytes(random);
                assertThat(stored.get(other)).isEqualTo(memory.get(other));
                byte[] from = Arrays.compareUnsigned(key, other) <= 0 ? key : other;
                byte[] to = from == key ? other : key;
                int most = 1 + random.nextInt(9);
                assertThat(scanned(stored, from, to, most)).isEqualTo(scanned(memory, from, to, most));
            }
        }
    }

    /** Only its store is used. */
    private static final class Ignoring implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            // nothing to do
        }
    }

    private static List<String> scanned(ByteStore store, byte[] from, byte[] to, int most) {
        List<String> seen = new ArrayList<>();
        store.scan(from, to, (key, value) -> {
            seen.add(Arrays.toString(key) + Arrays.toString(value));
            return seen.size() == most ? ByteStore.Step.STOP : ByteStore.Step.ON;
        });
        return seen;
    }

    /** Few bytes, of both signs: keys that meet, and begin alike. */
    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(2)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(7) * 40 - 128);
        }
        return bytes;
    }
}
