package io.sluice.workers.online;

import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.workers.online.partition.SinkPartition;
import io.sluice.workers.topic.Backwards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of a sink: fills its partitions with what is committed, and stands still where there is no room. */
final class SinkTopics implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SinkInput input;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, SinkPartition> partitions = new TreeMap<>();
    private final Map<Integer, Backwards> tails = new TreeMap<>();
    private final Map<Integer, Long> ends = new TreeMap<>();
    private final Map<Integer, Long> committed = new TreeMap<>();
    private int count;

    SinkTopics(SinkInput input) {
        this.input = input;
        this.consumer = new KafkaConsumer<>(input.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Joins the group.
     *
     * @param moved is called before partitions are given away, and after others have been given
     */
    void subscribe(Runnable moved) {
        consumer.subscribe(List.of(input.updates(), input.checkpoints()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
                assign(assigned);
                moved.run();
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
                moved.run();
                commit();
                forget(revoked);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
                forget(lost);
            }
        });
    }

    private void assign(Collection<TopicPartition> assigned) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(assigned);
        Map<TopicPartition, Long> last = consumer.endOffsets(assigned);
        for (TopicPartition place : assigned) {
            if (place.topic().equals(input.updates())) {
                partitions.put(place.partition(), new SinkPartition(place.partition(), input.slot(), input.codec()));
                consumer.seek(place, begins.get(place));
                consumer.pause(List.of(place));
            } else {
                Backwards tail = new Backwards(begins.get(place), last.get(place));
                tails.put(place.partition(), tail);
                consumer.seek(place, tail.from());
            }
        }
    }

    private void forget(Collection<TopicPartition> places) {
        for (TopicPartition place : places) {
            Map<Integer, ?> of = place.topic().equals(input.updates()) ? partitions : tails;
            of.remove(place.partition());
            committed.remove(place.partition());
            ends.remove(place.partition());
        }
    }

    /** The partitions that this process has now. */
    Collection<SinkPartition> partitions() {
        return partitions.values();
    }

    /** Reads on; waits at most so long when there is nothing. */
    void poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            SinkPartition partition = partitions.get(record.partition());
            if (partition == null) {
                continue;
            }
            if (record.topic().equals(input.updates())) {
                partition.take(record.offset(), Update.decode(record.value()));
            } else if (isOwn(record)) {
                partition.cover(Checkpoint.decode(record.value()));
            }
        }
        partitions.values().stream()
                .filter(partition -> partition.newest().isEmpty())
                .forEach(this::searchFurther);
    }

    private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = (input.app() + "/" + record.partition()).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(record.key(), key);
    }

    private void searchFurther(SinkPartition partition) {
        Backwards tail = tails.get(partition.number());
        if (tail != null) {
            TopicPartition place = new TopicPartition(input.checkpoints(), partition.number());
            tail.further(consumer.position(place)).ifPresent(from -> consumer.seek(place, from));
        }
    }

    /** Reads a partition from an offset on. */
    void seek(SinkPartition partition, long offset) {
        partition.place(offset);
        consumer.seek(updates(partition), offset);
    }

    /** Reads only where there is room for more, at most so many bytes in all. */
    void makeRoom(long bytes) {
        long each = bytes / Math.max(1, partitions.size());
        for (SinkPartition partition : partitions.values()) {
            List<TopicPartition> place = List.of(updates(partition));
            if (partition.isPlaced() && partition.bytes() < each) {
                consumer.resume(place);
            } else {
                consumer.pause(place);
            }
        }
    }

    /** Tells the group what is in the store. Only tools that show lag go by it; a sink goes by the marks in the store. */
    void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = partitions.values().stream()
                .filter(SinkPartition::isPlaced)
                .filter(partition -> partition.front() != committed.getOrDefault(partition.number(), 0L))
                .collect(Collectors.toMap(
                        this::updates, partition -> new OffsetAndMetadata(partition.front()), (one, other) -> one));
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (done, error) -> {
                if (error == null) {
                    done.forEach((place, offset) -> committed.put(place.partition(), offset.offset()));
                }
            });
        }
    }

    /** Asks how far the updates go. A broker that does not answer leaves what was known. */
    void measure() {
        List<TopicPartition> places =
                partitions.values().stream().map(this::updates).toList();
        try {
            consumer.endOffsets(places, ANSWER).forEach((place, end) -> ends.put(place.partition(), end));
            if (count == 0) {
                count = consumer.partitionsFor(input.updates(), ANSWER).size();
            }
        } catch (TimeoutException e) {
            // the next time it may
        }
    }

    /** How many partitions the updates have, whoever reads them; 0 as long as nobody knows. */
    int count() {
        return count;
    }

    /** How many offsets of a partition were not read when it was last measured. */
    long unread(SinkPartition partition) {
        long position = consumer.position(updates(partition));
        // at least one as long as nobody knows: an instance without lag may be stopped
        return Math.max(0, ends.getOrDefault(partition.number(), position + 1) - position);
    }

    private TopicPartition updates(SinkPartition partition) {
        return new TopicPartition(input.updates(), partition.number());
    }

    /** Says how far it is and gives the partitions to others at once. */
    @Override
    public void close() {
        consumer.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(PATIENCE));
    }
}
