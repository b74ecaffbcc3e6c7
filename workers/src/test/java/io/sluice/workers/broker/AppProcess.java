package io.sluice.workers.broker;

import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An app in a JVM of its own, with the class path of the tests, so that it can be killed as a worker can. */
public final class AppProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path log;

    private AppProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a main class; what it prints is added to a file. */
    public static AppProcess start(Class<?> main, Path log, String... arguments) {
        return start(Map.of(), main, log, arguments);
    }

    /** As above, with variables of its environment. */
    public static AppProcess start(Map<String, String> environment, Class<?> main, Path log, String... arguments) {
        return start(environment, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), main, log, arguments);
    }

    /** As a worker runs: compiled fully, with a heap of a gibibyte. */
    public static AppProcess startFast(Class<?> main, Path log, String... arguments) {
        return start(Map.of(), List.of("-Xmx1g"), main, log, arguments);
    }

    private static AppProcess start(
            Map<String, String> environment, List<String> options, Class<?> main, Path log, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().putAll(environment);
        try {
            return new AppProcess(process.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: the app closes cleanly. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        new Commands(LocalStack.CHECKOUT, Map.of())
                .run("kill", signal, String.valueOf(process.pid()))
                .orFail();
    }

    /** What it has used of all cores so far, in seconds. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed. */
    public String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("The app did not end:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
