package io.sluice.workflows;

import com.google.protobuf.ByteString;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.failure.ProgramErrorInterceptor;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.lane.StreamLaneWorkflow;
import io.sluice.workflows.lane.StreamLaneWorkflowImpl;
import io.sluice.workflows.launch.RunAttributes;
import io.sluice.workflows.payload.GuardedDataConverter;
import io.sluice.workflows.testing.InMemoryActivities;
import io.sluice.workflows.window.view.GateView;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A server that skips time, a worker without a cache, and every activity in memory. */
public final class Sluice implements AutoCloseable {
    private static final WorkerFactoryOptions FACTORY = WorkerFactoryOptions.newBuilder()
            .setWorkflowCacheSize(0)
            .setWorkerInterceptors(new ProgramErrorInterceptor())
            .build();

    /** In production a task that meets an error in the program waits for a better version of it; here it would wait for ever. */
    private static final WorkflowImplementationOptions FAILING_AT_ONCE = WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(RuntimeException.class)
            .build();

    /** After this a test that waits has failed; no test needs a fraction of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InMemoryActivities activities = new InMemoryActivities();
    private final TestWorkflowEnvironment environment;
    private final int laneEvents;

    private Sluice(TestEnvironmentOptions options, int laneEvents) {
        this.laneEvents = laneEvents;
        environment = TestWorkflowEnvironment.newInstance(options);
        RunAttributes.NAMES.forEach(
                name -> environment.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        // a real server knows this one by itself
        environment.registerSearchAttribute("TemporalScheduledById", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        activities.registry().source("online_retail");
        activities.registry().view("customer_activity");
        activities.registry().searchAttributes(RunAttributes.NAMES);
        register(environment.getWorkerFactory());
        environment.start();
    }

    private void register(WorkerFactory factory) {
        Worker control = factory.newWorker(TaskQueues.CONTROL);
        List<Class<?>> types = new ArrayList<>(WorkflowTypes.implementations());
        if (laneEvents > 0) {
            types.remove(StreamLaneWorkflowImpl.class);
            control.registerWorkflowImplementationFactory(
                    StreamLaneWorkflow.class, () -> new StreamLaneWorkflowImpl(laneEvents), FAILING_AT_ONCE);
        }
        control.registerWorkflowImplementationTypes(FAILING_AT_ONCE, types.toArray(new Class<?>[0]));
        control.registerActivitiesImplementations(activities.implementations());
        factory.newWorker(TaskQueues.BATCH).registerActivitiesImplementations(activities.implementations());
        // a heartbeat is answered with the news that it is cancelled, so none is saved up
        WorkerOptions everyHeartbeat = WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(1))
                .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(1))
                .build();
        factory.newWorker(TaskQueues.STREAM, everyHeartbeat)
                .registerActivitiesImplementations(activities.implementations());
    }

    /** Every workflow task replays the history from its start; converter and interceptor are those of the plugin. */
    public static Sluice start() {
        return start(0);
    }

    /** @param laneEvents the length of history at which lanes continue as new; 0: as they do in production */
    public static Sluice start(int laneEvents) {
        return new Sluice(
                TestEnvironmentOptions.newBuilder()
                        .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                                .setIdentity("test")
                                .setDataConverter(GuardedDataConverter.around(DefaultDataConverter.STANDARD_INSTANCE))
                                .build())
                        .setWorkerFactoryOptions(FACTORY)
                        .build(),
                laneEvents);
    }

    /** Asks a run until its answer is the expected one: an app takes real time, which cannot be skipped. */
    public RunStatus until(String workflowId, Predicate<RunStatus> expected) {
        WorkflowStub run = client().newUntypedWorkflowStub(workflowId);
        RunStatus status = null;
        long started = System.nanoTime();
        while (System.nanoTime() - started < PATIENCE.toNanos()) {
            try {
                status = run.query("status", RunStatus.class);
                if (expected.test(status)) {
                    return status;
                }
            } catch (WorkflowNotFoundException notYet) {
                // it is started soon
            }
        }
        throw new AssertionError("Not as expected: " + status);
    }

    public InMemoryActivities activities() {
        return activities;
    }

    public TestWorkflowEnvironment environment() {
        return environment;
    }

    public WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    /** Starts a workflow as the command line does: a name, an id and text. */
    public WorkflowStub start(String type, String workflowId, String json) {
        WorkflowStub stub = client().newUntypedWorkflowStub(type, options(workflowId));
        stub.start(json(json));
        return stub;
    }

    /**
     * A run whose end is awaited while time stands still. For cancellations: on the way from one run to another they belong
     * to no task, and the server would skip the time past every timeout before they arrive.
     */
    public WorkflowStub standingStill(String workflowId) {
        // the interceptor of the test environment lets time run while a result is awaited
        WorkflowClientOptions options =
                client().getOptions().toBuilder().setInterceptors().build();
        return WorkflowClient.newInstance(environment.getWorkflowServiceStubs(), options)
                .newUntypedWorkflowStub(workflowId);
    }

    /** A typed stub under this id. */
    public <T> T stub(Class<T> type, String workflowId) {
        return client().newWorkflowStub(type, options(workflowId));
    }

    /** The text as a payload, whatever it is. */
    public static RawValue json(String text) {
        return new RawValue(Payload.newBuilder()
                .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(text))
                .build());
    }

    /** The effects of all recorded decisions, in order. */
    public List<String> effects() {
        return activities.gates().decisions().stream()
                .map(DecisionRecord::effect)
                .toList();
    }

    /** Lets everything run that can run without anybody's help; time that nobody waits for is skipped. */
    public void settle() {
        environment.sleep(Duration.ofSeconds(1));
    }

    /** Lets everything run until a gate of this attempt waits for people. */
    public void awaitGate(WorkflowStub run, int attempt) {
        for (int i = 0; i < 100; i++) {
            settle();
            boolean waits = run.query("status", RunStatus.class).gates().stream()
                    .anyMatch(gate -> gate.attempt() == attempt && gate.waits());
            if (waits) {
                return;
            }
        }
        throw new AssertionError("No gate of attempt " + attempt + " waits");
    }

    /** Waits until a gate waits for people: an activity takes real time, which cannot be skipped, so the gate is asked. */
    public WorkflowStub open(String gateId) {
        WorkflowStub gate = client().newUntypedWorkflowStub(gateId);
        settle();
        long started = System.nanoTime();
        while (System.nanoTime() - started < PATIENCE.toNanos()) {
            try {
                if (gate.query("status", GateView.class).waits()) {
                    return gate;
                }
            } catch (WorkflowNotFoundException notYet) {
                // its parent starts it soon
            }
        }
        throw new AssertionError("Not open: " + gateId);
    }

    /** What a run shows of itself. */
    public String details(String workflowId) {
        return client().newUntypedWorkflowStub(workflowId)
                .query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails();
    }

    /** A search attribute of a run. */
    public @Nullable String attribute(String workflowId, String name) {
        return client().newUntypedWorkflowStub(workflowId)
                .describe()
                .getTypedSearchAttributes()
                .get(SearchAttributeKey.forKeyword(name));
    }

    /** How a workflow is started under this id. */
    public static WorkflowOptions options(String workflowId) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowId(workflowId)
                .build();
    }

    @Override
    public void close() {
        environment.close();
    }
}
