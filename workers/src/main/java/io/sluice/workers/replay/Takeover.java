package io.sluice.workers.replay;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Shuts out the apps of incarnations that are over, whether they run, stand still or wake up later. The seal goes into their state
 * first, then their transactions are ended: one that wants to write again has to restore its state, and finds the seal.
 */
public final class Takeover {
    private static final String STATE = "-changelog";

    private final Admin admin;
    private final String bootstrapServers;

    public Takeover(Admin admin, String bootstrapServers) {
        this.admin = requireNonNull(admin, "admin is null");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
    }

    /**
     * Applications with this beginning that left anything with the broker: offsets, state, or a transaction. One that is still
     * being loaded has no offsets. Names have no dashes, so what follows the first one is not theirs.
     */
    public List<String> applications(String prefix) {
        Stream<String> groups = await(admin.listGroups().all()).stream().map(GroupListing::groupId);
        Stream<String> states = await(admin.listTopics().names()).stream().filter(name -> name.endsWith(STATE));
        return Stream.of(groups, states, transactions())
                .flatMap(names -> names)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.split("-", 2)[0])
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> transactions() {
        return await(admin.listTransactions().all()).stream().map(TransactionListing::transactionalId);
    }

    /**
     * Lets nobody of an incarnation before {@code epoch} write as this application any more. Idempotent.
     *
     * @param store of the application, whose state is in a topic
     */
    public void shutOut(String applicationId, String store, long epoch) {
        String topic = stateTopic(applicationId, store);
        partitions(topic).ifPresent(partitions -> seal(topic, partitions, epoch));
        List<String> transactions =
                transactions().filter(id -> id.startsWith(applicationId + "-")).toList();
        if (!transactions.isEmpty()) {
            await(admin.fenceProducers(transactions).all());
        }
    }

    /** The topic in which Kafka Streams keeps the state of a store. */
    public static String stateTopic(String applicationId, String store) {
        return applicationId + "-" + store + STATE;
    }

    private void seal(String topic, int partitions, long epoch) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < partitions; partition++) {
                await(producer.send(new ProducerRecord<>(topic, partition, Seal.key(), Seal.of(epoch))));
            }
        }
    }

    private Optional<Integer> partitions(String topic) {
        try {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw new IllegalStateException("The broker did not describe " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not shut out an app", e.getCause());
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while an app was shut out", e);
    }
}
