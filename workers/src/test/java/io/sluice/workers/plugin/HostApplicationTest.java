package io.sluice.workers.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workers.config.ConfigReader;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.Composition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.TaskQueues;
import io.sluice.workflows.WorkflowTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.testing.InMemoryActivities;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostApplicationTest {
    @TempDir
    Path folder;

    private TestWorkflowEnvironment environment;

    @BeforeEach
    void open() {
        environment = TestWorkflowEnvironment.newInstance();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    /** The README shows the body of this method. */
    private static WorkerFactory host(Path file, WorkflowServiceStubs stubs) {
        SluiceConfig config = new ConfigReader(System.getenv(), Path.of("")).read(file);
        WorkflowClientOptions options = WorkflowClientOptions.newBuilder()
                .setPlugins(Composition.of(config).plugin())
                .build();
        WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs, options));
        List.of(TaskQueues.CONTROL, TaskQueues.BATCH).forEach(factory::newWorker);
        factory.start();
        return factory;
    }

    @Test
    void theReadmeShowsWhatIsTestedHere() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
        String source =
                Files.readString(Path.of("src/test/java", getClass().getName().replace('.', '/') + ".java"));

        String snippet = shown.substring(0, shown.indexOf("```"));

        assertThat(snippet.lines()).hasSize(5);
        assertThat(withoutSpaces(source)).contains("{" + withoutSpaces(snippet) + "returnfactory;}");
    }

    @Test
    void aHostRunsSluiceWithTheLinesOfTheReadme() throws IOException {
        Path file = Files.writeString(
                folder.resolve("sluice.yaml"),
                "lake.catalog-uri: jdbc:sqlite:%s%nlake.warehouse: %s%n"
                        .formatted(folder.resolve("catalog.db"), folder.resolve("warehouse")));
        Path project = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(project.resolve("project.yaml"), "project: shop\n");
        Files.writeString(project.resolve("customer.yaml"), "entity: customer\nkeys: {customer: string}\n");

        WorkerFactory factory = host(file, environment.getWorkflowServiceStubs());
        ApplyResult result = apply(project);
        factory.shutdownNow();

        assertThat(result.applied()).isTrue();
        assertThat(result.changes()).extracting(DefinitionChange::name).containsExactly("shop", "customer");
    }

    @Test
    void aForeignQueueGetsNothing() {
        AtomicInteger supplied = new AtomicInteger();
        Worker other = factory(plugin(supplied)).newWorker("other");

        assertThatCode(() -> registerWorkflows(other))
                .as("nothing is registered, so that all of it can be")
                .doesNotThrowAnyException();
        assertThat(supplied).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {TaskQueues.BATCH, TaskQueues.STREAM})
    void queuesOfEnginesRunActivitiesOnly(String queue) {
        AtomicInteger supplied = new AtomicInteger();
        Worker heavy = factory(plugin(supplied)).newWorker(queue);

        assertThatCode(() -> registerWorkflows(heavy)).doesNotThrowAnyException();
        assertThat(supplied).hasValue(1);
    }

    @Test
    void settingThePluginTwiceRegistersOnce() {
        AtomicInteger supplied = new AtomicInteger();
        SluicePlugin plugin = plugin(supplied);
        Worker control = factory(plugin, plugin, plugin(supplied)).newWorker(TaskQueues.CONTROL);

        assertThat(supplied).hasValue(1);
        assertThatThrownBy(() -> registerWorkflows(control)).hasMessageContaining("already registered");
    }

    @Test
    void anErrorInTheProgramEndsTheRunInsteadOfBeingTriedAgainForEver() {
        InMemoryActivities activities = new InMemoryActivities();
        activities.faults().next("ApplyDefinitionsOfProject", new NullPointerException("project is null"));
        SluicePlugin plugin = SluicePlugin.newBuilder()
                .controlActivities(() -> List.of(activities.implementations()))
                .build();
        WorkerFactory factory = factory(plugin, plugin);
        factory.newWorker(TaskQueues.CONTROL);
        factory.start();

        assertThatThrownBy(() -> apply(folder)).cause().satisfies(cause -> {
            ApplicationFailure failure = (ApplicationFailure) cause;
            assertThat(failure.getType()).isEqualTo(FailureTypes.PROGRAM_ERROR);
            assertThat(failure.getOriginalMessage()).contains("NullPointerException: project is null, at ");
        });
        factory.shutdownNow();
    }

    private ApplyResult apply(Path project) {
        WorkflowStub stub = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        "ApplyDefinitions",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId("definitions")
                                .build());
        stub.start(new ApplyDefinitionsInput(project.toString(), "ana", null, null, null));
        return stub.getResult(ApplyResult.class);
    }

    private WorkerFactory factory(SluicePlugin... plugins) {
        WorkflowClientOptions options =
                WorkflowClientOptions.newBuilder().setPlugins(plugins).build();
        return WorkerFactory.newInstance(WorkflowClient.newInstance(environment.getWorkflowServiceStubs(), options));
    }

    private static SluicePlugin plugin(AtomicInteger supplied) {
        return SluicePlugin.newBuilder()
                .controlActivities(() -> nothing(supplied))
                .batchActivities(() -> nothing(supplied))
                .streamActivities(() -> nothing(supplied))
                .build();
    }

    private static List<Object> nothing(AtomicInteger supplied) {
        supplied.incrementAndGet();
        return List.of();
    }

    private static void registerWorkflows(Worker worker) {
        worker.registerWorkflowImplementationTypes(
                WorkflowTypes.implementations().toArray(Class<?>[]::new));
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s", "");
    }
}
