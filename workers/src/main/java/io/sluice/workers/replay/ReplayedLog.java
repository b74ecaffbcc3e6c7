package io.sluice.workers.replay;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.ArchiveReader;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Restarts;
import io.sluice.definitions.model.Source;
import io.sluice.workers.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One partition of the log up to its committed end when this was opened: first what is archived, then what only the topic has,
 * at the exact offset. It can be read several times and is the same each time.
 */
public final class ReplayedLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TopicPartition place;
    private final ArchiveReader archive;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long end;
    private final Restarts restarts = new Restarts();

    /** Sees one record after the other. */
    public interface Visitor {
        /**
         * Takes the next record.
         *
         * @param offset of the record in the log
         */
        void take(long offset, LogRecord record, Standing standing);
    }

    /** Whether a verdict is the last word about its record. */
    public enum Standing {
        COUNTS,
        /** A later incarnation decided the record again; it comes once more. */
        SUPERSEDED
    }

    private ReplayedLog(ArchiveReader archive, TopicPartition place, KafkaConsumer<byte[], byte[]> consumer) {
        this.place = place;
        this.archive = archive;
        this.consumer = consumer;
        consumer.assign(List.of(place));
        long begin = consumer.beginningOffsets(List.of(place)).get(place);
        end = Math.max(consumer.endOffsets(List.of(place)).get(place), archive.next());
        if (begin > archive.next()) {
            throw new IncompleteLogException(place.topic(), place.partition(), archive.next(), begin);
        }
        archive.decidedAgain(restarts::observe);
        readTopic((offset, record) -> restarts.observe(record));
    }

    /**
     * Opens a partition.
     *
     * @throws IncompleteLogException when neither the archive nor the topic has some of it
     */
    public static ReplayedLog open(Lake lake, String bootstrapServers, Source source, int partition) {
        requireNonNull(source, "source is null");
        ArchiveReader archive = ArchiveReader.open(lake, source, partition);
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            return new ReplayedLog(
                    archive, new TopicPartition(new TopicNames(source.name()).accepted(), partition), consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The offset from which on the log goes on after what is replayed here. */
    public long end() {
        return end;
    }

    /** The newest incarnation that decided some of this partition again; 0 where none did. */
    public long decidedAgainBy() {
        return restarts.newest();
    }

    /** Reads all records by offset: those that count are in the order of their places. */
    public void forEach(Visitor visitor) {
        archive.forEach(each -> take(each.offset(), each.record(), visitor));
        readTopic((offset, record) -> take(offset, record, visitor));
    }

    private void take(long offset, LogRecord record, Visitor visitor) {
        visitor.take(offset, record, restarts.supersede(offset, record) ? Standing.SUPERSEDED : Standing.COUNTS);
    }

    private interface Read {
        void take(long offset, LogRecord record);
    }

    private void readTopic(Read read) {
        consumer.seek(place, archive.next());
        long progress = System.nanoTime();
        while (consumer.position(place) < end) {
            long before = consumer.position(place);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                // what is committed meanwhile is for whoever goes on from here
                if (record.offset() < end) {
                    read.take(record.offset(), LogRecord.decode(record.value()));
                }
            }
            if (consumer.position(place) > before) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "The broker did not give what %s has before offset %d".formatted(place, end));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
