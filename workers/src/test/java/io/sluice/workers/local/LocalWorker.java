package io.sluice.workers.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A worker process of a local stack: {@code sluice worker}. */
public final class LocalWorker implements AutoCloseable {
    private final Process process;

    private LocalWorker(Process process) {
        this.process = process;
    }

    /** Starts a worker of everything that is no stream, and returns when it asks for work. */
    public static LocalWorker start(LocalStack stack, Map<String, String> environment) {
        return start(stack, "control,batch", environment);
    }

    /** Starts a worker and returns when it asks for work. */
    public static LocalWorker start(LocalStack stack, String roles, Map<String, String> environment) {
        Commands commands = new Commands(LocalStack.CHECKOUT, stack.environment(environment));
        try {
            Process process = commands.builder("infra/bin/sluice", "worker", "--role", roles)
                    .redirectErrorStream(true)
                    .start();
            LocalWorker worker = new LocalWorker(process);
            worker.awaitReady(stack.home().resolve("worker.log"));
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    public int await() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Asks it to stop in order, and waits. */
    @Override
    public void close() {
        process.destroy();
        await();
    }

    private void awaitReady(Path log) {
        CountDownLatch ready = new CountDownLatch(1);
        Thread reader = new Thread(() -> copy(log, ready), "worker-log");
        reader.setDaemon(true);
        reader.start();
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Path log, CountDownLatch ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (line.startsWith("Sluice worker ready")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it the stream: the caller sees that by its exit code.
        } finally {
            ready.countDown();
        }
    }
}
