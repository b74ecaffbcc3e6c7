package io.sluice.workers.archive;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.Archive;
import io.sluice.activities.archive.ArchivedRecord;
import io.sluice.activities.archive.BrokenArchiveException;
import io.sluice.activities.archive.StaleRangeException;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedThread;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of a log and appends them to the archive, each once.
 *
 * <p>Where it goes on is for the table to say, never for the broker: a partition that this sink is given is read from where the
 * table ends. A sink that was paused and goes on, or another one with the same partitions, is refused by the table, drops what
 * it read and begins again.
 */
public final class LakeSink implements Hosted {
    private static final Duration POLL = Duration.ofMillis(200);

    private final LogConsumers consumers;
    private final LakeSinkSettings settings;
    private final PendingRanges pending;
    private final Lags lags = new Lags();
    private final HostedThread thread;
    private volatile boolean closing;

    /** Takes what is pinned of the source: {@code sourcePartitions} feed its log. */
    LakeSink(Archive archive, LogConsumers consumers, int sourcePartitions, LakeSinkSettings settings) {
        this.consumers = requireNonNull(consumers, "consumers is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.pending = new PendingRanges(requireNonNull(archive, "archive is null"), sourcePartitions);
        thread = new HostedThread("lake-sink-" + consumers.topic(), this::run, this::told);
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        try (Consumer<byte[], byte[]> consumer = consumers.open()) {
            consumer.subscribe(List.of(consumers.topic()), new Partitions(consumer));
            while (!closing) {
                consumer.poll(POLL).forEach(this::take);
                if (pending.isDue(settings)) {
                    append(consumer);
                }
                lags.measure(consumer, pending);
            }
            append(consumer);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        pending.add(new ArchivedRecord(record.partition(), record.offset(), record.timestamp(), decoded(record)));
    }

    private static LogRecord decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return LogRecord.decode(record.value());
        } catch (IllegalArgumentException e) {
            throw mendable("Record of %s, partition %d, offset %d cannot be archived: %s"
                    .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
        }
    }

    private void append(Consumer<byte[], byte[]> consumer) {
        try {
            pending.append(partition -> consumer.position(new TopicPartition(consumers.topic(), partition)));
        } catch (StaleRangeException anotherWriter) {
            begin(consumer);
        }
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        pending.begin(consumer.assignment().stream()
                .map(TopicPartition::partition)
                .sorted()
                .toList());
        pending.archived()
                .forEach(progress ->
                        consumer.seek(new TopicPartition(consumers.topic(), progress.partition()), progress.next()));
    }

    /** Partitions come and go; whenever they do, everything begins again where the table ends. */
    private final class Partitions implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;

        Partitions(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            begin(consumer);
            lags.assigned();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            lags.revoked();
            append(consumer);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            lags.revoked();
            pending.begin(List.of());
        }
    }

    /** An error in words for those who can mend it, where a new start would not. */
    private Throwable told(Throwable error) {
        Throwable cause = error;
        // What a listener throws comes wrapped.
        while (cause.getClass() == KafkaException.class && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof OffsetOutOfRangeException gone) {
            return mendable(consumers.lost(gone.offsetOutOfRangePartitions()));
        }
        return cause instanceof BrokenArchiveException || cause instanceof IllegalArgumentException
                ? mendable(String.valueOf(cause.getMessage()))
                : cause;
    }

    private static ApplicationFailure mendable(String message) {
        return ApplicationFailure.newNonRetryableFailure(message, FailureTypes.CONTRACT_VIOLATION);
    }

    @Override
    public CompletableFuture<Void> ended() {
        return thread.ended();
    }

    @Override
    public Optional<Throwable> failure() {
        return thread.failure();
    }

    @Override
    public List<PartitionCheckpoint> checkpoints() {
        return lags.checkpoints();
    }

    /** Appends what was read, gives the partitions to others and ends. */
    @Override
    public void close() {
        closing = true;
        thread.awaitEnd();
    }
}
