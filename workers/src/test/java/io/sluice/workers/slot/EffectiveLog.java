package io.sluice.workers.slot;

import io.sluice.definitions.accept.LogRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What counts of a partition of a log: of several verdicts about a record that of the greatest epoch. Contract §8, said aloud. */
public final class EffectiveLog {
    private EffectiveLog() {}

    /** Everything that the log has of a partition, by offset. */
    public static TreeMap<Long, LogRecord> records(List<ConsumerRecord<byte[], byte[]>> log, int partition) {
        TreeMap<Long, LogRecord> records = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log) {
            if (record.partition() == partition) {
                records.put(record.offset(), LogRecord.decode(record.value()));
            }
        }
        return records;
    }

    /** The verdicts that count, by the offset that they have themselves. */
    public static TreeMap<Long, LogRecord> of(List<ConsumerRecord<byte[], byte[]>> log, int partition) {
        Map<Long, Long> greatest = new TreeMap<>();
        TreeMap<Long, LogRecord> records = records(log, partition);
        records.forEach((offset, record) -> greatest.merge(
                record.place(offset),
                offset,
                (one, other) -> records.get(one).epoch() > records.get(other).epoch() ? one : other));
        records.keySet().retainAll(greatest.values());
        return records;
    }
}
