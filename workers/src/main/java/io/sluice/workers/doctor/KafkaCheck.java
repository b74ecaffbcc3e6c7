package io.sluice.workers.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Brokers that answer. */
public final class KafkaCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String bootstrapServers;

    public KafkaCheck(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public List<Finding> run() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(properties)) {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .size();
            return List.of(
                    Finding.ok("Kafka", "%s, %d broker%s".formatted(bootstrapServers, nodes, nodes == 1 ? "" : "s")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(failed("interrupted"));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return List.of(failed("not reachable at " + bootstrapServers));
        }
    }

    private static Finding failed(String detail) {
        return Finding.failed("Kafka", detail, "make up, or set kafka.bootstrap-servers");
    }
}
