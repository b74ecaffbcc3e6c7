package io.sluice.workers.broker;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.definitions.model.Source;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One broker for all tests of a JVM: the local stack's, on free ports, with data in a folder of its own, so that the class
 * path is resolved in one place only. It ends with the JVM.
 */
public final class LocalBroker {
    private static final AtomicLong NAMES = new AtomicLong();

    private final LocalStack stack;

    private LocalBroker(LocalStack stack) {
        this.stack = stack;
    }

    /** The broker, started by the first call. */
    public static LocalBroker shared() {
        return Holder.BROKER;
    }

    /** For example {@code 127.0.0.1:27941}; the same after a restart. */
    public String address() {
        return service().path("address").asText();
    }

    /** An administration client; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    /** Makes a topic with the append times of the broker, as sources have it. */
    public void createTopic(String topic, int partitions) {
        try (Admin admin = admin()) {
            create(admin, topic, partitions);
        }
    }

    /** Makes the topics of a source with one view. */
    public void createTopics(Source source, String view, int partitions) {
        try (Admin admin = admin()) {
            create(admin, requireNonNull(source.stream(), "stream is null").topic(), partitions);
            Topics topics = new Topics(admin, TopicSettings.of(partitions, 1));
            topics.prepareAccept(source);
            topics.prepareView(source.name(), view, 1);
        }
    }

    private static void create(Admin admin, String topic, int partitions) {
        NewTopic created =
                new NewTopic(topic, partitions, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        try {
            admin.createTopics(List.of(created)).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("No topic " + topic, e);
        }
    }

    /** A name that no other test of this JVM has. */
    public static String name(String prefix) {
        return prefix + NAMES.incrementAndGet();
    }

    /** kill -9 and nothing else. */
    public void kill() {
        stack.kill("kafka");
    }

    /** Starts it again on the same ports and data, and waits until it answers. */
    public void restart() {
        stack.up("kafka");
    }

    /** SIGSTOP: connections stay open, nothing is answered. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        new Commands(LocalStack.CHECKOUT, Map.of())
                .run("kill", signal, service().path("pid").asText())
                .orFail();
    }

    private JsonNode service() {
        return stack.service("kafka");
    }

    private static final class Holder {
        static final LocalBroker BROKER = start();

        private static LocalBroker start() {
            try {
                Path home = Files.createTempDirectory("sluice-broker");
                LocalStack stack = LocalStack.start(home, "kafka");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    stack.kill("kafka");
                    stack.commands().run("rm", "-rf", home.toString());
                }));
                return new LocalBroker(stack);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
