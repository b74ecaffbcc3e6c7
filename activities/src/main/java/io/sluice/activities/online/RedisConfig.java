package io.sluice.activities.online;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis.
 *
 * @param address {@code redis://host:port}, {@code rediss://host:port} for TLS, or plain {@code host:port}
 * @param username null for the default user
 * @param password null when none is asked for; never printed
 * @param database from 0
 * @param timeout of one command, retries apart
 * @param connections at most this many at once
 */
public record RedisConfig(
        String address,
        @Nullable String username,
        @Nullable String password,
        int database,
        Duration timeout,
        int connections) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);
    public static final int DEFAULT_CONNECTIONS = 8;

    public RedisConfig {
        requireNonNull(address, "address is null");
        address = normalise(address.strip());
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("Invalid redis.timeout: " + timeout);
        }
        if (connections < 1) {
            throw new IllegalArgumentException("Invalid redis.connections: " + connections);
        }
        if (database < 0) {
            throw new IllegalArgumentException("Invalid redis.database: " + database);
        }
    }

    /** A Redis without a password, everything else by default. */
    public static RedisConfig at(String address) {
        return new RedisConfig(address, null, null, 0, DEFAULT_TIMEOUT, DEFAULT_CONNECTIONS);
    }

    public RedisConfig withPassword(String secret) {
        return new RedisConfig(address, username, secret, database, timeout, connections);
    }

    public RedisConfig withTimeout(Duration longest) {
        return new RedisConfig(address, username, password, database, longest, connections);
    }

    private static String normalise(String address) {
        String full = address.contains("://") ? address : "redis://" + address;
        URI uri;
        try {
            uri = URI.create(full);
        } catch (IllegalArgumentException e) {
            throw invalid(address, e);
        }
        boolean known = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() < 1 || uri.getUserInfo() != null) {
            throw invalid(address, null);
        }
        return full;
    }

    private static IllegalArgumentException invalid(String address, @Nullable Throwable cause) {
        // whatever precedes an @ may be a password that was put into the address
        String shown = address.replaceAll("//.*@", "//…@");
        return new IllegalArgumentException(
                "Invalid redis.address: expected redis://host:port or rediss://host:port, with user and password in redis.username and redis.password, not "
                        + shown,
                cause);
    }

    @Override
    public String toString() {
        return "RedisConfig[address=%s, username=%s, password=%s, database=%d, timeout=%s, connections=%d]"
                .formatted(address, username, password == null ? "none" : "…", database, timeout, connections);
    }
}
