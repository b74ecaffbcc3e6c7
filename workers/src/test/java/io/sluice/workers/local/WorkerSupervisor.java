package io.sluice.workers.local;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a worker, and another one whenever it dies, as a service manager would. */
public final class WorkerSupervisor implements AutoCloseable {
    private final LocalStack stack;
    private final String roles;
    private final Map<String, String> environment;
    private final Thread thread = new Thread(this::supervise, "worker-supervisor");
    private @Nullable LocalWorker current;
    private int starts;
    private boolean closed;

    private WorkerSupervisor(LocalStack stack, String roles, Map<String, String> environment) {
        this.stack = requireNonNull(stack, "stack is null");
        this.roles = requireNonNull(roles, "roles is null");
        this.environment = Map.copyOf(environment);
    }

    /** Supervises workers of everything that is no stream, with this environment, until closed. */
    public static WorkerSupervisor start(LocalStack stack, Map<String, String> environment) {
        return start(stack, "control,batch", environment);
    }

    /** Supervises workers with these roles and this environment until closed. The first one that cannot start is told at once. */
    public static WorkerSupervisor start(LocalStack stack, String roles, Map<String, String> environment) {
        WorkerSupervisor supervisor = new WorkerSupervisor(stack, roles, environment);
        supervisor.take(LocalWorker.start(stack, roles, environment));
        supervisor.thread.start();
        return supervisor;
    }

    /** kill -9 of the worker, once there is one that asks for work. */
    public synchronized void kill() {
        try {
            while (current == null || !current.alive()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        current.kill();
    }

    /** How many workers were started so far. */
    public synchronized int starts() {
        return starts;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (current != null) {
                current.close();
            }
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        awaitCurrent();
        while (!isClosed()) {
            take(LocalWorker.start(stack, roles, environment));
            awaitCurrent();
        }
    }

    private void awaitCurrent() {
        LocalWorker worker;
        synchronized (this) {
            worker = requireNonNull(current, "current is null");
        }
        worker.await();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void take(LocalWorker worker) {
        starts++;
        current = worker;
        if (closed) {
            worker.close();
        }
        notifyAll();
    }
}
