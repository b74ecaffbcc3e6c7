package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks, before an app starts, whether what it has not read is still there. Kafka's own answer to an offset that is gone would be
 * to go on at the earliest one without a word.
 */
public final class UnreadRecords {
    private final Admin admin;

    public UnreadRecords(Admin admin) {
        this.admin = requireNonNull(admin, "admin is null");
    }

    /**
     * Checks the topic against the offsets that an application committed; one that never ran has nothing to lose.
     *
     * @throws LostRecordsException when a partition begins after what was read, or ends before it
     */
    public void check(String applicationId, String topic) {
        Map<TopicPartition, Long> committed = new LinkedHashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new LinkedHashMap<>();
        Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
        await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                .forEach((place, offset) -> {
                    if (offset != null && place.topic().equals(topic)) {
                        committed.put(place, offset.offset());
                        earliest.put(place, OffsetSpec.earliest());
                        latest.put(place, OffsetSpec.latest());
                    }
                });
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                await(admin.listOffsets(earliest).all());
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                await(admin.listOffsets(latest).all());
        committed.forEach((place, offset) -> {
            long begin = requireNonNull(begins.get(place)).offset();
            long end = requireNonNull(ends.get(place)).offset();
            if (begin > offset || end < offset) {
                throw new LostRecordsException(topic, place.partition(), offset, begin, end);
            }
        });
    }

    /**
     * Has an application that never read a partition begin at its first record, so that it never chooses an offset by itself: one
     * that finds its place gone while it runs ends, and {@link #check} says why.
     */
    public void begin(String applicationId, String topic) {
        Map<TopicPartition, OffsetSpec> missing = missing(applicationId, topic);
        if (missing.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> begins = new LinkedHashMap<>();
        await(admin.listOffsets(missing).all())
                .forEach((place, first) -> begins.put(place, new OffsetAndMetadata(first.offset())));
        try {
            await(admin.alterConsumerGroupOffsets(applicationId, begins).all());
        } catch (IllegalStateException refused) {
            // another process of the app has begun, and with it all partitions
            if (!missing(applicationId, topic).isEmpty()) {
                throw refused;
            }
        }
    }

    private Map<TopicPartition, OffsetSpec> missing(String applicationId, String topic) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
        Map<TopicPartition, OffsetSpec> missing = new LinkedHashMap<>();
        await(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .forEach(described -> described.partitions().forEach(partition -> {
                    TopicPartition place = new TopicPartition(topic, partition.partition());
                    if (committed.get(place) == null) {
                        missing.put(place, OffsetSpec.earliest());
                    }
                }));
        return missing;
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
