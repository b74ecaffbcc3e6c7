package io.sluice.workers.connection;

import com.uber.m3.tally.NoopScope;
import io.grpc.StatusRuntimeException;
import io.sluice.workers.config.ConfigException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowClientPlugin;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One connection to a Temporal server and namespace. Where it goes is decided by {@code temporal.toml} and {@code TEMPORAL_*},
 * exactly as for the Temporal CLI. Opening is lazy: the first call meets the server.
 */
public final class TemporalConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WorkflowServiceStubs stubs;
    private final WorkflowClientOptions clientOptions;

    private TemporalConnection(WorkflowServiceStubs stubs, WorkflowClientOptions clientOptions) {
        this.stubs = stubs;
        this.clientOptions = clientOptions;
    }

    /** Reads the profile of this process's environment. */
    public static TemporalConnection load() {
        try {
            ClientConfigProfile profile = ClientConfigProfile.load();
            WorkflowServiceStubsOptions options = WorkflowServiceStubsOptions.newBuilder(
                            profile.toWorkflowServiceStubsOptions())
                    .build();
            return new TemporalConnection(
                    WorkflowServiceStubs.newServiceStubs(options), profile.toWorkflowClientOptions());
        } catch (IOException e) {
            throw new ConfigException(
                    "Cannot read Temporal's configuration (temporal.toml, TEMPORAL_*): " + e.getMessage());
        }
    }

    /** The address, for messages. */
    public String address() {
        return String.valueOf(stubs.getOptions().getTarget());
    }

    /** The namespace; {@code default} when the profile names none. */
    public String namespace() {
        String namespace = clientOptions.getNamespace();
        return namespace == null ? "default" : namespace;
    }

    /** A client that carries the plugin; closing the connection closes it. */
    public WorkflowClient client(WorkflowClientPlugin plugin) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder(clientOptions)
                        .setPlugins(plugin)
                        .build());
    }

    /** The server's version; UNAVAILABLE when it cannot be reached within five seconds. */
    public String serverVersion() {
        return stubs.blockingStub()
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .getServerVersion();
    }

    /** Fails with NOT_FOUND when the namespace does not exist. */
    public void describeNamespace() {
        stubs.blockingStub()
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .describeNamespace(DescribeNamespaceRequest.newBuilder()
                        .setNamespace(namespace())
                        .build());
    }

    /** The namespace's own search attributes by name, with their types as the CLI spells them, for example {@code Keyword}. */
    public Map<String, String> searchAttributes() {
        return searchAttributes(stubs, namespace());
    }

    /** As {@link #searchAttributes()}, over stubs that somebody else owns. */
    public static Map<String, String> searchAttributes(WorkflowServiceStubs stubs, String namespace) {
        OperatorServiceStubs operator = OperatorServiceStubs.newServiceStubs(OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .setMetricsScope(new NoopScope())
                .validateAndBuildWithDefaults());
        Map<String, String> found = new TreeMap<>();
        operator.blockingStub()
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                        .setNamespace(namespace)
                        .build())
                .getCustomAttributesMap()
                .forEach((name, type) -> found.put(name, spelled(type)));
        return found;
    }

    /** How many workers asked for work of a queue lately. */
    public int pollers(String taskQueue, TaskQueueType type) {
        return stubs.blockingStub()
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(namespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                        .setTaskQueueType(type)
                        .build())
                .getPollersCount();
    }

    /** Says in one sentence why a call failed, and what to do. */
    public String explain(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                ("Temporal server not reachable at %s: start it (`make up`), or set TEMPORAL_ADDRESS")
                        .formatted(address());
            case NOT_FOUND ->
                "Namespace %s does not exist at %s: temporal operator namespace create --namespace %s"
                        .formatted(namespace(), address(), namespace());
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                "Temporal server at %s refused the credentials: set TEMPORAL_API_KEY or the TLS files of the profile"
                        .formatted(address());
            default -> "Temporal server at %s answered %s".formatted(address(), failure.getStatus());
        };
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }

    private static String spelled(IndexedValueType type) {
        String name = type.name().replace("INDEXED_VALUE_TYPE_", "");
        return List.of(name.split("_")).stream()
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .reduce("", String::concat);
    }
}
