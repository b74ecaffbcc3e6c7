package io.sluice.workers.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * What somebody writes in an afternoon: a consumer that counts and sums in memory and writes each value with Jedis. It forgets all
 * when it is restarted, counts twice what comes twice, and never lets a value expire. Broker, port of Redis, topic.
 */
final class BareMain {
    private static final Duration POLL = Duration.ofMillis(100);

    private BareMain() {}

    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, double[]> values = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", arguments[0]),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Jedis redis = new Jedis("127.0.0.1", Integer.parseInt(arguments[1]))) {
            List<TopicPartition> places = List.of(new TopicPartition(arguments[2], 0));
            consumer.assign(places);
            consumer.seekToBeginning(places);
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                Pipeline pipeline = redis.pipelined();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    JsonNode event = json.readTree(record.value());
                    String user = event.path("user_id").asText();
                    double[] value = values.computeIfAbsent(user, first -> new double[2]);
                    value[0]++;
                    value[1] += event.path("amount").asDouble();
                    pipeline.hset(
                            "bare:" + user,
                            Map.of("clicks", "%.0f".formatted(value[0]), "spend", "%.2f".formatted(value[1])));
                }
                pipeline.sync();
            }
        }
    }
}
