package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How an app of the streaming lane runs. What decides about its results is not among these: that is fixed.
 *
 * @param stateFolder holds RocksDB; what is in it can be rebuilt from Kafka at any time
 * @param commit how often results become visible to the sinks
 * @param standbys copies of the state on other workers, for a quicker start when one dies
 * @param replication copies of the app's internal topics
 */
public record AppSettings(
        String bootstrapServers, Path stateFolder, Duration commit, int threads, int standbys, int replication) {
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int TRANSACTION_MS = 10_000;

    /** How long a topic that grew or was made anew may go unnoticed where nothing is read. */
    private static final int METADATA_MS = 30_000;

    /** Of a thread: what is written with every record goes out once in a thousand of them, and more would make each look-up slower. */
    private static final int CACHE_BYTES = 256 << 10;

    /** State is written to RocksDB in batches of what one poll gives. */
    private static final int RESTORED_AT_ONCE = 10_000;

    private static final int FETCHED_BYTES = 8 << 20;

    public AppSettings {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(stateFolder, "stateFolder is null");
        requireNonNull(commit, "commit is null");
        if (threads < 1 || standbys < 0) {
            throw new IllegalArgumentException(
                    "Invalid stream settings: %d threads, %d standbys".formatted(threads, standbys));
        }
    }

    /** One thread, a commit every 100 ms, no standby, one copy of everything. */
    public static AppSettings local(String bootstrapServers, Path stateFolder) {
        return new AppSettings(bootstrapServers, stateFolder, Duration.ofMillis(100), 1, 0, 1);
    }

    /** The settings of Kafka Streams for one application. */
    public Properties properties(String applicationId) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commit.toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, (long) threads * CACHE_BYTES);
        // Names that follow from the order of the code would lose the state at its next change.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The other protocol has no standbys that a client can ask for, and no static members.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), METADATA_MS);
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RESTORED_AT_ONCE);
        properties.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), FETCHED_BYTES);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MS);
        return properties;
    }
}
