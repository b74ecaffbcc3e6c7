package io.sluice.workers.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends events at a steady rate, whoever keeps up or not, and looks when some of them can be read. One in a hundred is of a user
 * nobody had before, and so is the last; how long it takes counts from the moment at which it should have been sent.
 */
final class OpenLoop {
    private static final int PROBE_EVERY = 100;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int users;
    private final int perSecond;
    private final Random random = new Random(5);
    private final Map<String, long[]> sent;
    private long events;

    private record Probe(String user, long intended) {}

    /** Counts and cents of each user are added to {@code sent}. */
    OpenLoop(KafkaProducer<byte[], byte[]> producer, String topic, int users, int perSecond, Map<String, long[]> sent) {
        this.producer = producer;
        this.topic = topic;
        this.users = users;
        this.perSecond = perSecond;
        this.sent = sent;
    }

    /** Milliseconds of each probe, ascending; {@code readable} says which of some users can be read. */
    List<Double> run(int seconds, Function<List<String>, List<Boolean>> readable) {
        Queue<Probe> begun = new ConcurrentLinkedQueue<>();
        Thread sender = new Thread(() -> send(seconds * perSecond, begun), "open loop");
        sender.start();
        List<Probe> waiting = new ArrayList<>();
        List<Double> took = new ArrayList<>();
        long deadline = System.nanoTime() + seconds * 1_000_000_000L + PATIENCE_NANOS;
        while (sender.isAlive() || !begun.isEmpty() || !waiting.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never readable: " + waiting);
            }
            for (Probe probe = begun.poll(); probe != null; probe = begun.poll()) {
                waiting.add(probe);
            }
            if (waiting.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            List<Boolean> answers =
                    readable.apply(waiting.stream().map(Probe::user).toList());
            long now = System.nanoTime();
            List<Probe> left = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i)) {
                    took.add((now - waiting.get(i).intended()) / 1e6);
                } else {
                    left.add(waiting.get(i));
                }
            }
            waiting = left;
        }
        return took.stream().sorted().collect(Collectors.toList());
    }

    private void send(int count, Queue<Probe> begun) {
        long start = System.nanoTime();
        long startMillis = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            long after = i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < start + after) {
                LockSupport.parkNanos(start + after - System.nanoTime());
            }
            boolean probe = i % PROBE_EVERY == 0 || i == count - 1;
            String user = probe ? "probe-" + events : "user-" + random.nextInt(users);
            int cents = random.nextInt(100_000);
            String event = "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"event_time\":\"%s\",\"amount\":%d.%02d}"
                    .formatted(
                            events++,
                            user,
                            Instant.ofEpochMilli(startMillis + after / 1_000_000),
                            cents / 100,
                            cents % 100);
            producer.send(new ProducerRecord<>(topic, event.getBytes(StandardCharsets.UTF_8)));
            long[] value = sent.computeIfAbsent(user, first -> new long[2]);
            value[0]++;
            value[1] += cents;
            if (probe) {
                begun.add(new Probe(user, start + after));
            }
        }
        producer.flush();
    }
}
