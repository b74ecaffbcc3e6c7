package io.sluice.workers.online;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.reader.StreamedView;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.workers.topic.TopicNames;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RangeAssignor;

/**
 * What one process of an online sink reads.
 *
 * @param source index into the plan's sources
 * @param version of the view's definition
 * @param number of the process: 1, 2, …; one that is started with the number of another takes its place at once
 * @param featureVersions what readers are told; a feature that is not there has the version of its view
 */
public record SinkInput(
        String bootstrapServers,
        ViewPlan plan,
        int source,
        int version,
        int number,
        Map<String, String> featureVersions) {
    private static final int SESSION_MS = 6_000;
    private static final int HEARTBEAT_MS = 2_000;
    private static final int RECORDS = 2_000;
    private static final int FETCH_BYTES = 8 << 20;

    public SinkInput {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(plan, "plan is null");
        featureVersions = Map.copyOf(featureVersions);
        if (version < 1 || number < 1) {
            throw new IllegalArgumentException("Invalid online sink: version %d, number %d".formatted(version, number));
        }
    }

    String view() {
        return plan.view().name();
    }

    /** The view with its version, as topics and keys of checkpoints have it. */
    String app() {
        return view() + "_v" + version;
    }

    /** The name of the slot that this sink, and nobody else, writes. */
    String slot() {
        return plan.sources().get(source).source().name();
    }

    /** The table of the view's version, by which the store's pointer names generations. */
    String table() {
        return "views." + app();
    }

    /** The view as it becomes readable by its streams. */
    StreamedView streamed() {
        return new StreamedView(plan, table(), "v" + version, featureVersions);
    }

    String updates() {
        return new TopicNames(slot()).updates(view(), version);
    }

    String checkpoints() {
        return new TopicNames(slot()).checkpoints();
    }

    /** The consumer group: where the sink stands, for tools that show lag. */
    public String group() {
        return "sluice.online." + app() + "." + slot();
    }

    SlotCodec codec() {
        return SlotPlan.of(plan, source, app()).codec();
    }

    /**
     * The settings of the consumer. Partitions with the same number of both topics go to the same process (range); a process
     * that was killed is replaced without waiting for its session to end (static membership); a position is never chosen by
     * Kafka, which would pass over what is missing without a word.
     */
    Properties consumer() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, Integer.toString(number));
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return properties;
    }
}
