package io.sluice.workers.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs commands as a person would, in the checkout, with an environment of their own. */
public final class Commands {
    private final Path checkout;
    private final Map<String, String> environment;

    public Commands(Path checkout, Map<String, String> environment) {
        this.checkout = checkout;
        this.environment = Map.copyOf(environment);
    }

    /** What a command printed and how it ended. */
    public record Ended(String command, int exitCode, String output, String errors) {
        /** Itself, when the exit code is 0; otherwise an error that shows everything. */
        public Ended orFail() {
            if (exitCode != 0) {
                throw new AssertionError("%s ended with %d%n%s%n%s".formatted(command, exitCode, output, errors));
            }
            return this;
        }
    }

    /** Runs to the end. A first word without a slash is looked for on PATH, otherwise below the checkout. */
    public Ended run(String... words) {
        try {
            Process process = builder(words).start();
            process.getOutputStream().close();
            StringBuilder errors = new StringBuilder();
            Thread reader = new Thread(() -> errors.append(text(process.getErrorStream())));
            reader.start();
            String output = text(process.getInputStream());
            int exitCode = process.waitFor();
            reader.join();
            return new Ended(
                    Arrays.stream(words).collect(Collectors.joining(" ")), exitCode, output, errors.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A process builder with the environment and the folder set. */
    public ProcessBuilder builder(String... words) {
        List<String> command = Arrays.stream(words).collect(Collectors.toList());
        if (command.get(0).contains("/")) {
            command.set(0, checkout.resolve(command.get(0)).toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
