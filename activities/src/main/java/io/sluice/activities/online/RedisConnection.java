package io.sluice.activities.online;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * A Redisson client that connects at its first use, so that a worker starts while Redis is down, and whose errors say whether
 * a retry helps. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {
    private static final int RETRIES = 2;
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);

    private final RedisConfig config;
    private @Nullable RedissonClient client;
    private boolean closed;

    RedisConnection(RedisConfig config) {
        this.config = config;
    }

    /** Runs one call; its errors become {@link OnlineStoreUnavailableException} or {@link OnlineStoreRefusedException}. */
    <T> T call(Function<RedissonClient, T> work) {
        try {
            return work.apply(client());
        } catch (RedisException e) {
            throw translate(e);
        }
    }

    private synchronized RedissonClient client() {
        if (closed) {
            throw new OnlineStoreUnavailableException(config.address(), "this worker has closed its connection", null);
        }
        if (client == null) {
            client = Redisson.create(settings());
        }
        return client;
    }

    private Config settings() {
        Config settings =
                new Config().setCodec(ByteArrayCodec.INSTANCE).setThreads(2).setNettyThreads(2);
        settings.setUsername(config.username()).setPassword(config.password());
        settings.useSingleServer()
                .setAddress(config.address())
                .setDatabase(config.database())
                .setTimeout(Math.toIntExact(config.timeout().toMillis()))
                .setConnectTimeout(Math.toIntExact(config.timeout().toMillis()))
                .setRetryAttempts(RETRIES)
                .setRetryDelay(new ConstantDelay(RETRY_DELAY))
                .setConnectionPoolSize(config.connections())
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setDnsMonitoringInterval(-1);
        return settings;
    }

    private RuntimeException translate(RedisException error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof RedisWrongPasswordException
                    || cause instanceof RedisAuthRequiredException
                    || message.contains("WRONGPASS")
                    || message.contains("NOAUTH")
                    || message.contains("NOPERM")
                    || message.contains("AUTH <password> called without any password")) {
                return new OnlineStoreRefusedException(config.address(), reason(message), shown(error));
            }
        }
        return new OnlineStoreUnavailableException(
                config.address(), reason(String.valueOf(error.getMessage())), shown(error));
    }

    /** The error without its message: Redisson puts keys and values of entities into it, and causes end in logs and histories. */
    private static RuntimeException shown(RedisException error) {
        RuntimeException shown = new RuntimeException(error.getClass().getName());
        shown.setStackTrace(error.getStackTrace());
        return shown;
    }

    /** The first sentence: Redisson appends commands with their parameters, which may be values of people. */
    private static String reason(String message) {
        String first = message.lines().findFirst().orElse("");
        int end = first.length();
        for (String stop : new String[] {". channel", "command: ", "Command: ", ", params", "! ", "; "}) {
            int found = first.indexOf(stop);
            end = found > 0 ? Math.min(end, found) : end;
        }
        return first.substring(0, end).strip();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS);
            client = null;
        }
    }
}
