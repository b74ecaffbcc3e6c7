package io.sluice.activities.online.testing;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.online.RedisConfig;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis on a free loopback port for tests, without persistence: {@code redis-server} of the PATH, otherwise the binary
 * that embedded-redis brings on the class path. It can be stopped and started again on the same port.
 */
public final class LocalRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final List<String> options;
    private @Nullable Process process;

    private LocalRedis(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = List.copyOf(options);
    }

    /**
     * Starts one with further options, for example {@code --requirepass secret}.
     *
     * @throws IllegalStateException when there is no binary or it does not start
     */
    public static LocalRedis start(String... options) {
        try {
            Path folder = Files.createTempDirectory("sluice-redis");
            LocalRedis redis = new LocalRedis(folder, freePort(), List.of(options));
            Runtime.getRuntime().addShutdownHook(new Thread(redis::stop));
            redis.restart();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    public RedisConfig config() {
        return RedisConfig.at(address());
    }

    /** Starts it again, empty, on the same port; does nothing while it runs. */
    public synchronized void restart() {
        if (process != null) {
            return;
        }
        List<String> command =
                new ArrayList<>(List.of(binary().toString(), "--port", "" + port, "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitListening();
    }

    /** Kills it (-9); does nothing when it is stopped. */
    public synchronized void stop() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
            process = null;
        }
    }

    /** SIGSTOP: connections stay open, nothing is answered. */
    public void pause() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("-CONT");
    }

    private synchronized void signal(String signal) {
        Process running = requireNonNull(process, "Redis is stopped");
        try {
            awaitEnd(new ProcessBuilder("kill", signal, Long.toString(running.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends one command, for example {@code CONFIG SET maxmemory 1mb}, and answers the first line of what Redis says. */
    public String command(String... words) {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append("$")
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (answer == null || answer.startsWith("-")) {
                throw new IllegalStateException("Redis answered %s: %s".formatted(String.join(" ", words), answer));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!listens()) {
            if (process == null || !process.isAlive() || System.nanoTime() > limit) {
                throw new IllegalStateException("Redis did not start, see " + folder.resolve("redis.log"));
            }
            Thread.onSpinWait();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void awaitEnd(Process ending) {
        try {
            ending.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path binary() {
        return onPath().or(this::embedded)
                .orElseThrow(() -> new IllegalStateException(
                        "No Redis: neither redis-server on the PATH nor embedded-redis on the class path for "
                                + architecture()));
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<Path> embedded() {
        Path binary = folder.resolve("redis-server");
        if (Files.exists(binary)) {
            return Optional.of(binary);
        }
        try (InputStream in = LocalRedis.class.getResourceAsStream("/" + resource())) {
            if (in == null) {
                return Optional.empty();
            }
            Files.copy(in, binary, StandardCopyOption.REPLACE_EXISTING);
            return binary.toFile().setExecutable(true) ? Optional.of(binary) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names inside embedded-redis 1.4. */
    private static String resource() {
        return switch (architecture()) {
            case "linux-amd64" -> "redis-server-6.2.6-v5-linux-amd64";
            case "linux-aarch64" -> "redis-server-6.2.7-linux-arm64";
            case "mac os x-x86_64" -> "redis-server-6.2.6-v5-darwin-amd64";
            case "mac os x-aarch64" -> "redis-server-6.2.6-v5-darwin-arm64";
            default -> "redis-server-unknown";
        };
    }

    private static String architecture() {
        return (System.getProperty("os.name") + "-" + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
    }
}
