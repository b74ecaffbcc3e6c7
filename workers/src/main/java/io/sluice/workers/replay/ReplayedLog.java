package io.sluice.workers.replay;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.ArchiveReader;
import io.sluice.activities.lake.Lake;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Restarts;
import io.sluice.definitions.model.Source;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicNames;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of the log up to its committed end when this was opened: first what is archived, then what only the topic has,
 * at the exact offset. It can be read several times and is the same each time.
 */
public final class ReplayedLog implements AutoCloseable {
    private final ArchiveReader archive;
    private final CommittedPartition topic;
    private final Wanted wanted;
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

    private ReplayedLog(ArchiveReader archive, CommittedPartition topic, Wanted wanted) {
        this.archive = archive;
        this.topic = topic;
        this.wanted = wanted;
        end = Math.max(topic.end(), archive.next());
        archive.decidedAgain((epoch, decides) -> {
            wanted.check();
            restarts.observe(epoch, decides);
        });
        readTopic((offset, record) -> restarts.observe(record));
    }

    /**
     * Opens a partition. Who changes what follows from it opens it after whoever else might change it was shut out: what is
     * committed later is not in it.
     *
     * @throws IncompleteLogException when neither the archive nor the topic has some of it
     */
    public static ReplayedLog open(Lake lake, String bootstrapServers, Source source, int partition, Wanted wanted) {
        TopicPartition place = place(source, partition);
        ArchiveReader archive = ArchiveReader.open(lake, source, partition);
        CommittedPartition topic = new CommittedPartition(bootstrapServers, place, wanted);
        try {
            requireComplete(archive, place, topic);
            return new ReplayedLog(archive, topic, wanted);
        } catch (RuntimeException e) {
            topic.close();
            throw e;
        }
    }

    /**
     * Looks whether a partition can be replayed, without reading it.
     *
     * @throws IncompleteLogException when neither the archive nor the topic has some of it
     */
    public static void requireComplete(Lake lake, String bootstrapServers, Source source, int partition) {
        TopicPartition place = place(source, partition);
        ArchiveReader archive = ArchiveReader.open(lake, source, partition);
        try (CommittedPartition topic = new CommittedPartition(bootstrapServers, place, Wanted.ALWAYS)) {
            requireComplete(archive, place, topic);
        }
    }

    private static void requireComplete(ArchiveReader archive, TopicPartition place, CommittedPartition topic) {
        long begin = topic.begin();
        if (begin > archive.next()) {
            throw new IncompleteLogException(place.topic(), place.partition(), archive.next(), begin);
        }
    }

    private static TopicPartition place(Source source, int partition) {
        requireNonNull(source, "source is null");
        return new TopicPartition(new TopicNames(source.name()).accepted(), partition);
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
        wanted.check();
        visitor.take(offset, record, restarts.supersede(offset, record) ? Standing.SUPERSEDED : Standing.COUNTS);
    }

    private interface Read {
        void take(long offset, LogRecord record);
    }

    /** What is committed meanwhile is for whoever goes on from here. */
    private void readTopic(Read read) {
        topic.forEach(archive.next(), end, record -> read.take(record.offset(), LogRecord.decode(record.value())));
    }

    @Override
    public void close() {
        topic.close();
    }
}
