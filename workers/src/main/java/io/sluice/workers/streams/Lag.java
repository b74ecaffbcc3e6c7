package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far an application is behind its inputs, by the offsets that it committed. */
public final class Lag {
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;

    public Lag(Admin admin) {
        this.admin = requireNonNull(admin, "admin is null");
    }

    /**
     * Committed records of each partition that the application has not taken in, where it has committed nothing yet those that
     * are there. What ends a transaction counts as a record until the application has come past it.
     */
    public Map<TopicPartition, Long> of(String applicationId, Collection<String> topics) {
        Map<TopicPartition, Long> earliest = offsets(topics, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(topics, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> lags = new LinkedHashMap<>();
        ends.forEach((place, end) -> {
            OffsetAndMetadata taken = committed.get(place);
            long from = taken == null ? requireNonNull(earliest.get(place)) : taken.offset();
            lags.put(place, Math.max(0, end - from));
        });
        return lags;
    }

    /** The offset after the last committed record of each partition. */
    public Map<TopicPartition, Long> ends(Collection<String> topics) {
        return offsets(topics, OffsetSpec.latest());
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = new LinkedHashMap<>();
        Map<String, TopicDescription> described =
                await(admin.describeTopics(topics).allTopicNames());
        described.forEach((topic, description) -> description
                .partitions()
                .forEach(each -> wanted.put(new TopicPartition(topic, each.partition()), which)));
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answers =
                await(admin.listOffsets(wanted, COMMITTED).all());
        answers.forEach((place, answer) -> offsets.put(place, answer.offset()));
        return offsets;
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked for offsets", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not say which offsets there are", e.getCause());
        }
    }
}
