package io.sluice.workers.plugin;

import io.sluice.workflows.TaskQueues;
import io.sluice.workflows.WorkflowTypes;
import io.sluice.workflows.failure.ProgramErrorInterceptor;
import io.sluice.workflows.payload.GuardedDataConverter;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SimplePlugin;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sluice as a Temporal plugin. Set it once on the client (or the service stubs) of a host application: every worker on
 * the queue {@code sluice} then runs Sluice's workflows and light activities, every worker on {@code sluice-batch} the heavy
 * ones, every worker on {@code sluice-stream} apps and sinks of streams, and workers on other queues are left alone. Setting it twice does no harm. Needs no Guice: activities are handed
 * in as suppliers, which are called only for a queue that has a worker.
 */
public final class SluicePlugin extends SimplePlugin {
    /** The plugin's name, as Temporal shows it. */
    public static final String NAME = "io.sluice.SluicePlugin";

    /** Cancellation reaches a heavy activity with its next heartbeat, so heartbeats may not be held back for long. */
    private static final Duration HEARTBEAT_THROTTLE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(SluicePlugin.class);

    /** Static: two instances in one process must not register twice on one worker. */
    private static final Set<Worker> REGISTERED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Supplier<List<Object>> controlActivities;
    private final Supplier<List<Object>> batchActivities;
    private final Supplier<List<Object>> streamActivities;
    private final int batchSlots;
    private final int streamSlots;
    private final Set<String> foreignQueues = ConcurrentHashMap.newKeySet();

    private SluicePlugin(Builder builder) {
        super(NAME);
        this.controlActivities = builder.controlActivities;
        this.batchActivities = builder.batchActivities;
        this.streamActivities = builder.streamActivities;
        this.batchSlots = builder.batchSlots;
        this.streamSlots = builder.streamSlots;
    }

    /** A builder without activities. */
    public static Builder newBuilder() {
        return new Builder();
    }

    @Override
    public void configureWorkflowClient(WorkflowClientOptions.Builder builder) {
        DataConverter current = builder.build().getDataConverter();
        DataConverter converter = current == null ? GlobalDataConverter.get() : current;
        builder.setDataConverter(GuardedDataConverter.around(converter));
    }

    @Override
    public void configureWorkerFactory(WorkerFactoryOptions.Builder builder) {
        WorkerInterceptor[] current = builder.build().getWorkerInterceptors();
        List<WorkerInterceptor> interceptors = new ArrayList<>(current == null ? List.of() : Arrays.asList(current));
        if (interceptors.stream().noneMatch(ProgramErrorInterceptor.class::isInstance)) {
            interceptors.add(new ProgramErrorInterceptor());
        }
        builder.setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new));
    }

    @Override
    public void configureWorker(String taskQueue, WorkerOptions.Builder builder) {
        switch (taskQueue) {
            case TaskQueues.BATCH -> slots(builder, batchSlots);
            case TaskQueues.STREAM -> slots(builder, streamSlots);
            default -> {
                // the SDK's own numbers
            }
        }
    }

    private static void slots(WorkerOptions.Builder builder, int slots) {
        builder.setMaxConcurrentActivityExecutionSize(slots)
                .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
                .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE);
    }

    @Override
    public void initializeWorker(String taskQueue, Worker worker) {
        switch (taskQueue) {
            case TaskQueues.CONTROL -> register(worker, this::control);
            case TaskQueues.BATCH -> register(worker, this::batch);
            case TaskQueues.STREAM -> register(worker, this::stream);
            default -> {
                if (foreignQueues.add(taskQueue)) {
                    LOG.info(
                            "{} registers nothing on task queue {}: it works on {}, {} and {}",
                            NAME,
                            taskQueue,
                            TaskQueues.CONTROL,
                            TaskQueues.BATCH,
                            TaskQueues.STREAM);
                }
            }
        }
    }

    private static void register(Worker worker, Consumer<Worker> registration) {
        if (REGISTERED.add(worker)) {
            registration.accept(worker);
        }
    }

    private void control(Worker worker) {
        worker.registerWorkflowImplementationTypes(
                WorkflowTypes.implementations().toArray(Class<?>[]::new));
        worker.registerActivitiesImplementations(controlActivities.get().toArray());
    }

    private void batch(Worker worker) {
        worker.registerActivitiesImplementations(batchActivities.get().toArray());
    }

    private void stream(Worker worker) {
        worker.registerActivitiesImplementations(streamActivities.get().toArray());
    }

    /** Options of the plugin. */
    public static final class Builder {
        private Supplier<List<Object>> controlActivities = List::of;
        private Supplier<List<Object>> batchActivities = List::of;
        private Supplier<List<Object>> streamActivities = List::of;
        private int batchSlots = 1;
        private int streamSlots = 1;

        private Builder() {}

        /** The light activities of the queue {@code sluice}; called once a worker of that queue is made. */
        public Builder controlActivities(Supplier<List<Object>> activities) {
            this.controlActivities = activities;
            return this;
        }

        /** The heavy activities of the queue {@code sluice-batch}; called once a worker of that queue is made. */
        public Builder batchActivities(Supplier<List<Object>> activities) {
            this.batchActivities = activities;
            return this;
        }

        /** What hosts streams, on the queue {@code sluice-stream}; called once a worker of that queue is made. */
        public Builder streamActivities(Supplier<List<Object>> activities) {
            this.streamActivities = activities;
            return this;
        }

        /** How many apps and sinks one worker hosts at once; 1 unless set. */
        public Builder streamSlots(int slots) {
            if (slots < 1) {
                throw new IllegalArgumentException("Invalid stream slots: " + slots);
            }
            this.streamSlots = slots;
            return this;
        }

        /** How many heavy activities one worker runs at once; 1 unless set. */
        public Builder batchSlots(int slots) {
            if (slots < 1) {
                throw new IllegalArgumentException("Invalid batch slots: " + slots);
            }
            this.batchSlots = slots;
            return this;
        }

        /** The plugin. */
        public SluicePlugin build() {
            return new SluicePlugin(this);
        }
    }
}
