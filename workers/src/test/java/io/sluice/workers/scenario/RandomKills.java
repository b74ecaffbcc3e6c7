package io.sluice.workers.scenario;

import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.WorkerSupervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** kill -9 of a random process after a random pause; what was killed is started again. */
final class RandomKills {
    /** About as long as an ingestion takes, so that kills fall into all parts of a step. */
    private static final int LONGEST_PAUSE_MILLIS = 8000;

    private static final List<String> PROCESSES = List.of("worker", "worker", "temporal", "redis");

    private final LocalStack stack;
    private final WorkerSupervisor workers;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    RandomKills(LocalStack stack, WorkerSupervisor workers, Random random) {
        this.stack = stack;
        this.workers = workers;
        this.random = random;
    }

    /** Runs a step and kills meanwhile; when the step ends early the rest of the kills follow without a pause. */
    void during(int kills, Runnable step) {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Void> running = CompletableFuture.runAsync(step).whenComplete((ok, e) -> ended.countDown());
        for (int i = 0; i < kills; i++) {
            pause(ended);
            kill(PROCESSES.get(random.nextInt(PROCESSES.size())));
        }
        running.join();
    }

    /** What was killed, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    private void pause(CountDownLatch ended) {
        try {
            // Not an assertion: whether the step ended meanwhile does not matter.
            ended.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void kill(String process) {
        done.add(process);
        if (process.equals("worker")) {
            workers.kill();
        } else {
            stack.kill(process);
            stack.up(process);
        }
    }
}
