package io.sluice.workers.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a topic must be.
 *
 * @param cleanup {@code delete} or {@code compact}: the other one loses data
 * @param retention how long records are kept; null: for ever
 * @param compactionLag how long an older value survives a newer one of its key; null: the broker's
 */
public record TopicSpec(
        String name,
        int partitions,
        short replication,
        String cleanup,
        @Nullable Duration retention,
        @Nullable Duration compactionLag) {
    public TopicSpec {
        requireNonNull(name, "name is null");
        requireNonNull(cleanup, "cleanup is null");
        if (partitions < 1) {
            throw new IllegalArgumentException("Invalid number of partitions of " + name + ": " + partitions);
        }
    }

    /** A topic that keeps every record for a time. */
    static TopicSpec log(String name, int partitions, short replication, @Nullable Duration retention) {
        return new TopicSpec(name, partitions, replication, TopicConfig.CLEANUP_POLICY_DELETE, retention, null);
    }

    /** A topic that keeps the newest record of each key. */
    static TopicSpec newest(String name, int partitions, short replication, @Nullable Duration compactionLag) {
        return new TopicSpec(name, partitions, replication, TopicConfig.CLEANUP_POLICY_COMPACT, null, compactionLag);
    }

    NewTopic create() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : String.valueOf(retention.toMillis()));
        // Event times are no append times: a broker that refused old ones would refuse history.
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        if (compactionLag != null) {
            settings.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, String.valueOf(compactionLag.toMillis()));
        }
        return new NewTopic(name, partitions, replication).configs(settings);
    }
}
