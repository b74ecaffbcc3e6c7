package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real server a view that is not {@code publish: manual} follows its source up to Redis, and no day is left out. */
final class FollowedViewIT {
    @TempDir
    private static Path home;

    @TempDir
    private static Path project;

    private static LocalStack stack;
    private static LocalWorker worker;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(home, "temporal", "redis");
        worker = LocalWorker.start(stack, Map.of());
        DemoProject.withShortWindows(project);
        DemoProject.replace(project.resolve("views/customer_activity.yaml"), "publish: manual", "publish: auto");
        DemoProject.apply(stack, project);
    }

    @AfterAll
    static void stop() {
        worker.close();
        stack.close();
    }

    @Test
    void everyPublicationLeadsToAReleaseThatIsOnline() {
        for (String day : new String[] {"2010-12-01", "2010-12-02", "2010-12-03", "2010-12-04"}) {
            assertThat(DemoProject.ingest(stack, day).path("outcome").asText()).isEqualTo("PUBLISHED");
        }
        assertThat(stack.details(DemoProject.id("2010-12-04")))
                .contains("these views follow by themselves: customer_activity");
        JsonNode refreshed = stack.completed("refresh/customer_activity");
        assertThat(refreshed.path("release").asText()).startsWith("customer_activity@v1-");
        assertThat(stack.completed("online/customer_activity").path("release")).isEqualTo(refreshed.path("release"));
        String view = "{\"view\":\"customer_activity\"}";
        assertThat(stack.execute("ViewUpdate", "update/customer_activity", view)
                        .path("outcome")
                        .asText())
                .isEqualTo("UP_TO_DATE");
        JsonNode again = stack.execute("MergedViewPublish", "publish/customer_activity", view);
        assertThat(again.path("unchanged").asBoolean()).isTrue();
        assertThat(again.path("release")).isEqualTo(refreshed.path("release"));
    }
}
