package io.sluice.workers.topic;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Source;
import io.sluice.definitions.name.Nearest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes the topics of a source where they are missing and checks them where they are there. It never changes a topic: more
 * partitions would send keys away from their state, another cleanup policy would lose records. Doing it again, or twice at
 * once, is harmless. The source topic is somebody else's and is only checked.
 */
public final class Topics {
    private static final Duration APPEARANCE = Duration.ofSeconds(10);
    private static final String OTHER_RECORDS =
            " mean other records; what was accepted stays, and a source of a new name begins a stream over the new topic";

    private final Admin admin;
    private final TopicSettings settings;

    public Topics(Admin admin, TopicSettings settings) {
        this.admin = requireNonNull(admin, "admin is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Partitions of the topic a source reads.
     *
     * @param before how many it had when the source was first read; 0 when that was never
     * @throws TopicException when it does not exist or has fewer than before
     */
    public int sourcePartitions(Source source, int before) {
        String topic = requireNonNull(source.stream(), "stream is null").topic();
        int partitions = describe(topic)
                .orElseThrow(() -> new TopicException(topic, missing(source, topic)))
                .partitions()
                .size();
        if (partitions < before) {
            throw new TopicException(
                    topic,
                    "Topic %s of source %s has %d partitions and had %d before: it was deleted and made anew, so its offsets"
                                    .formatted(topic, source.name(), partitions, before)
                            + OTHER_RECORDS);
        }
        return partitions;
    }

    /**
     * The id by which the broker knows the topic a source reads: one that is made anew under the same name has another.
     *
     * @throws TopicException when it does not exist
     */
    public String sourceId(Source source) {
        String topic = requireNonNull(source.stream(), "stream is null").topic();
        return describe(topic)
                .orElseThrow(() -> new TopicException(topic, missing(source, topic)))
                .topicId()
                .toString();
    }

    /**
     * Refuses a topic that was deleted and made anew, which has as many partitions and the same offsets for other records.
     *
     * @param before its id when the source was first read
     */
    public void requireSame(Source source, String before) {
        String topic = requireNonNull(source.stream(), "stream is null").topic();
        String now = sourceId(source);
        if (!now.equals(before)) {
            throw new TopicException(
                    topic,
                    "Topic %s of source %s has id %s and had %s before: it was deleted and made anew, so its offsets"
                                    .formatted(topic, source.name(), now, before)
                            + OTHER_RECORDS);
        }
    }

    /** The topics of the accept app. */
    public void prepareAccept(Source source) {
        TopicNames names = new TopicNames(source.name());
        prepare(List.of(
                TopicSpec.log(names.accepted(), settings.partitions(), settings.replication(), settings.retention()),
                TopicSpec.log(names.control(), settings.partitions(), settings.replication(), null),
                TopicSpec.log(names.deadLetters(), 1, settings.replication(), settings.retention())));
    }

    /** The topics of one view app. Its updates have as many partitions as the log. */
    public void prepareView(String source, String view, int version) {
        TopicNames names = new TopicNames(source);
        prepare(List.of(
                TopicSpec.newest(
                        names.updates(view, version), settings.partitions(), settings.replication(), settings.outage()),
                TopicSpec.newest(names.checkpoints(), settings.partitions(), settings.replication(), null)));
    }

    /** A topic that holds the state of an app. Kafka Streams makes it so when it is not there. */
    public void prepareState(String topic) {
        prepare(List.of(TopicSpec.newest(topic, settings.partitions(), settings.replication(), null)));
    }

    /** What was made is asked for like what was there: creation is acknowledged before a broker knows the topic. */
    private void prepare(List<TopicSpec> specs) {
        Map<TopicSpec, Future<Void>> made = new LinkedHashMap<>();
        for (TopicSpec spec : specs) {
            if (describe(spec.name()).isEmpty()) {
                made.put(
                        spec,
                        admin.createTopics(List.of(spec.create()))
                                .all()
                                .toCompletionStage()
                                .toCompletableFuture());
            }
        }
        made.forEach(Topics::awaitCreation);
        specs.forEach(this::check);
    }

    private static void awaitCreation(TopicSpec spec, Future<Void> creation) {
        try {
            await(creation, spec.name());
        } catch (TopicExistsException there) {
            // another worker was quicker
        }
    }

    private void check(TopicSpec spec) {
        int partitions = appeared(spec.name()).partitions().size();
        if (partitions != spec.partitions()) {
            throw new TopicException(
                    spec.name(),
                    "Topic %s has %d partitions and must have %d: the state of its keys is divided so; delete it, or set the old number"
                            .formatted(spec.name(), partitions, spec.partitions()));
        }
        String cleanup = cleanup(spec.name());
        if (!cleanup.equals(spec.cleanup())) {
            throw new TopicException(
                    spec.name(),
                    "Topic %s has cleanup.policy=%s and must have %s, otherwise records are lost: set it with kafka-configs --alter"
                            .formatted(spec.name(), cleanup, spec.cleanup()));
        }
    }

    /** One that was made a moment ago exists before every broker can describe it: an app that reads it would end. */
    private TopicDescription appeared(String topic) {
        long deadline = System.nanoTime() + APPEARANCE.toNanos();
        while (true) {
            Optional<TopicDescription> description = describe(topic);
            if (description.isPresent()) {
                return description.get();
            }
            if (System.nanoTime() > deadline) {
                throw new TopicException(topic, "Topic " + topic + " was deleted just now");
            }
            LockSupport.parkNanos(APPEARANCE.toNanos() / 100);
        }
    }

    private String cleanup(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = await(admin.describeConfigs(List.of(resource)).values().get(resource), topic);
        return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.of(
                    await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic), topic));
        } catch (UnknownTopicOrPartitionException missing) {
            return Optional.empty();
        }
    }

    private String missing(Source source, String topic) {
        return "Topic %s of source %s does not exist: create it, or correct stream.topic%s"
                .formatted(
                        topic,
                        source.name(),
                        Nearest.hint(topic, await(admin.listTopics().names(), topic)));
    }

    private static <T> T await(Future<T> answer, String topic) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException(topic, "Interrupted while the broker was asked about topic " + topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
