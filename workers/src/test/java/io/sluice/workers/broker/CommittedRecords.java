package io.sluice.workers.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a sink would see of a topic: all committed records from its beginning on, as they come. */
public final class CommittedRecords implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(200);

    /** Long: machines are shared, and a worker that died is missed only after seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private final String address;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> places;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    public CommittedRecords(String address, String topic) {
        this.address = address;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        places = places(topic);
        consumer.assign(places);
        consumer.seekToBeginning(places);
    }

    /** Waits until the broker knows the topic: one that was just made has no partitions for a moment, which is no error there. */
    private List<TopicPartition> places(String topic) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        while (partitions.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("No topic " + topic);
            }
            partitions = consumer.partitionsFor(topic);
        }
        return partitions.stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    /** What has been read so far. */
    public List<ConsumerRecord<byte[], byte[]>> list() {
        return records;
    }

    /** Reads on until a condition holds, or fails with the given explanation. */
    public void readUntil(BooleanSupplier condition, java.util.function.Supplier<String> explanation) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain, after " + records.size() + " records:\n" + explanation.get()
                        + "\n" + stands());
            }
            consumer.poll(WAIT).forEach(records::add);
        }
    }

    /** How far this and the broker are, and the producers whose transactions are open. */
    public String stands() {
        StringBuilder stands = new StringBuilder();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            Map<TopicPartition, Long> committed = consumer.endOffsets(places);
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            places.stream().collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest())))
                    .all()
                    .get();
            Map<TopicPartition, PartitionProducerState> producers =
                    admin.describeProducers(places).all().get();
            for (TopicPartition place : places) {
                stands.append("%s: read to %d, committed to %d, ends at %d, open transactions %s%n"
                        .formatted(
                                place,
                                consumer.position(place),
                                committed.get(place),
                                ends.get(place).offset(),
                                producers.get(place).activeProducers().stream()
                                        .filter(producer -> producer.currentTransactionStartOffset()
                                                .isPresent())
                                        .toList()));
            }
        } catch (ExecutionException | InterruptedException e) {
            stands.append("nothing more is known: ").append(e);
        }
        return stands.toString();
    }

    /** Reads everything that is committed now. */
    public void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(places);
        readUntil(
                () -> places.stream().allMatch(place -> consumer.position(place) >= ends.get(place)),
                () -> "ends are at " + ends);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
