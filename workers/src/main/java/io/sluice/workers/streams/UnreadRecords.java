package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
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
     * @throws LostRecordsException when a partition begins after what was read
     */
    public void check(String applicationId, String topic) {
        Map<TopicPartition, Long> committed = new LinkedHashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new LinkedHashMap<>();
        await(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata())
                .forEach((place, offset) -> {
                    if (offset != null && place.topic().equals(topic)) {
                        committed.put(place, offset.offset());
                        earliest.put(place, OffsetSpec.earliest());
                    }
                });
        Map<TopicPartition, ListOffsetsResultInfo> begins =
                await(admin.listOffsets(earliest).all());
        committed.forEach((place, offset) -> {
            long begin = requireNonNull(begins.get(place)).offset();
            if (begin > offset) {
                throw new LostRecordsException(topic, place.partition(), offset, begin);
            }
        });
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
