package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * A running app of Kafka Streams. An error ends the whole app rather than one of its threads: whoever hosts it starts it again,
 * here or elsewhere, and sees why.
 */
public final class HostedApp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaStreams streams;
    private final Properties properties;
    private final String topic;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    /** Takes the settings of Kafka Streams and the topic that the app reads. */
    public HostedApp(Topology topology, Properties properties, String topic) {
        this.properties = requireNonNull(properties, "properties is null");
        this.topic = requireNonNull(topic, "topic is null");
        streams = new KafkaStreams(requireNonNull(topology, "topology is null"), properties);
        streams.setUncaughtExceptionHandler(this::failed);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                ended.complete(null);
            }
        });
    }

    private StreamThreadExceptionResponse failed(Throwable cause) {
        failure = cause;
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Starts; returns before anything is read.
     *
     * @throws LostRecordsException when records that the app has not read are gone; a retry does not help
     */
    public void start() {
        String address = properties.getProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
        try (Admin admin = Admin.create(Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, address))) {
            UnreadRecords unread = new UnreadRecords(admin);
            String application = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
            unread.check(application, topic);
            unread.begin(application, topic);
        }
        streams.start();
    }

    /** Whether it reads: it has joined its group and restored its state. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** The partitions of an input topic that this process reads now, as far as it has been given them. */
    public SortedSet<Integer> partitions(String input) {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(place -> place.topic().equals(input))
                .map(TopicPartition::partition)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Completes when the app has ended, whatever ended it. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** What ended the app, where that was an error: the innermost cause says what to do. */
    public Optional<Throwable> failure() {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause);
    }

    /** Commits what was read, leaves the group so that others take over at once, and ends. Harmless when done twice. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(PATIENCE));
    }
}
