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
import java.util.concurrent.CompletableFuture;

/** A worker process of a local stack: {@code sluice worker}. */
public final class LocalWorker implements AutoCloseable {
    /** What a shell says of a process that kill -9 ended. */
    private static final int KILLED = 137;

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
        return start(
                commands.builder("infra/bin/sluice", "worker", "--role", roles),
                stack.home().resolve("worker.log"));
    }

    /** Starts a process that is to say that it is ready; what it prints is added to a file. */
    static LocalWorker start(ProcessBuilder builder, Path log) {
        try {
            LocalWorker worker =
                    new LocalWorker(builder.redirectErrorStream(true).start());
            worker.awaitReady(log);
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

    /** One that dies at a fail point before it was read that it is ready has done what a test wants of it. */
    private void awaitReady(Path log) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        StringBuffer printed = new StringBuffer();
        Thread reader = new Thread(() -> copy(log, printed, ready), "worker-log");
        reader.setDaemon(true);
        reader.start();
        if (!ready.join() && await() != KILLED) {
            throw new AssertionError("The worker ended with %d before it was ready:%n%s".formatted(await(), printed));
        }
    }

    private void copy(Path log, StringBuffer printed, CompletableFuture<Boolean> ready) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                if (line.startsWith("Sluice worker ready")) {
                    ready.complete(true);
                } else if (!ready.isDone()) {
                    printed.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it the stream: the caller sees that by its exit code.
        } finally {
            ready.complete(false);
        }
    }
}
