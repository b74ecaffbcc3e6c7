package io.sluice.workers.broker;

import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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

    /** As fast, with jars of its own in place of those of the tests: only the main class and its package are ours. */
    public static AppProcess startFast(
            List<String> jars, List<String> options, Class<?> main, Path log, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-Xmx1g"));
        all.addAll(options);
        List<String> path = new ArrayList<>(List.of(ownClasses(main)));
        path.addAll(jars);
        return start(Map.of(), all, String.join(File.pathSeparator, path), main, log, arguments);
    }

    private static String ownClasses(Class<?> main) {
        return Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static AppProcess start(
            Map<String, String> environment, List<String> options, Class<?> main, Path log, String... arguments) {
        return start(environment, options, System.getProperty("java.class.path"), main, log, arguments);
    }

    private static AppProcess start(
            Map<String, String> environment,
            List<String> options,
            String classPath,
            Class<?> main,
            Path log,
            String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-Duser.timezone=UTC", "-cp", classPath, main.getName()));
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
        awaitEnd(PATIENCE_SECONDS);
    }

    /** The same, for so many seconds. */
    public void awaitEnd(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("The app did not end:\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
