package io.sluice.workers.worker;

import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workers.host.StreamHostingImpl;
import io.temporal.worker.WorkerFactory;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One worker process: it starts, says that it is ready, and stops in order when the JVM is asked to. */
public final class WorkerProcess {
    /** How long running activities may take to end, and apps and sinks to close; less than service managers wait. */
    private static final long GRACE_SECONDS = 15;

    private final SluiceConfig config;
    private final TemporalConnection connection;
    private final Set<Role> roles;

    public WorkerProcess(SluiceConfig config, TemporalConnection connection, Set<Role> roles) {
        this.config = config;
        this.connection = connection;
        this.roles = roles;
    }

    /** Runs until the JVM is asked to stop; prints one line when it has begun to ask for work. */
    public void runUntilStopped(Consumer<String> out) throws InterruptedException {
        Composition composition = Composition.of(config);
        WorkerFactory factory = WorkerFactory.newInstance(connection.client(composition.plugin()));
        roles.forEach(role -> factory.newWorker(role.taskQueue()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(factory, composition, stopped), "sluice-shutdown"));
        factory.start();
        out.accept("Sluice worker ready: %s at %s, namespace %s"
                .formatted(
                        roles.stream().map(Role::toString).collect(Collectors.joining(" + ")),
                        connection.address(),
                        connection.namespace()));
        stopped.await();
    }

    /** What is hosted would never end by itself, and what it has read and not committed would be done again elsewhere. */
    private void stop(WorkerFactory factory, Composition composition, CountDownLatch stopped) {
        factory.shutdown();
        if (roles.contains(Role.STREAM)) {
            composition.part(StreamHostingImpl.class).stop();
        }
        factory.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        factory.shutdownNow();
        stopped.countDown();
    }
}
