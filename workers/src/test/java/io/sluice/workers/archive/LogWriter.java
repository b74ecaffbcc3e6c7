package io.sluice.workers.archive;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Source;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a log as an accept app does: in transactions, of which some are aborted. */
final class LogWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final RowCodec codec;
    private final Random random;
    private final int partitions;
    private long offset;

    LogWriter(String address, Source source, int partitions, long seed) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "transactional.id", "log-" + source.name()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        topic = "accepted." + source.name();
        codec = new RowCodec(source.schema());
        random = new Random(seed);
        this.partitions = partitions;
    }

    /** Writes transactions of up to 40 records each; the last one is committed. */
    void write(int transactions) {
        for (int i = 0; i < transactions; i++) {
            producer.beginTransaction();
            int records = 1 + random.nextInt(40);
            for (int each = 0; each < records; each++) {
                producer.send(
                        new ProducerRecord<>(topic, random.nextInt(partitions), new byte[] {1}, next().encoded()));
            }
            if (i < transactions - 1 && random.nextInt(4) == 0) {
                producer.abortTransaction();
            } else {
                producer.commitTransaction();
            }
        }
    }

    private LogRecord next() {
        long time = 1_782_600_000_000L + offset * 10;
        Stamp stamp = new Stamp(random.nextInt(SinkRun.SOURCE_PARTITIONS), offset++, time + 5, time);
        if (random.nextInt(10) == 0) {
            return new LogRecord(1, LogRecord.FIRST, Verdict.TICK, List.of(), Stamped.tick(stamp));
        }
        Object[] row = {"c" + offset, "u" + random.nextInt(7), time, "click", new BigDecimal("1.00"), false};
        return new LogRecord(
                1,
                LogRecord.FIRST,
                random.nextInt(9) == 0 ? Verdict.LATE : Verdict.ACCEPTED,
                List.of(),
                Stamped.event(stamp, time, "c" + offset, new byte[] {7}, codec.encode(row)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
