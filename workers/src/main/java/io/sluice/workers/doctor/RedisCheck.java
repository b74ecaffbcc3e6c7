package io.sluice.workers.doctor;

import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.OnlineModule;
import java.util.List;

/** An online store that answers. */
final class RedisCheck implements Check {
    /** Reading the pointer of a view that nobody has is the cheapest question that uses everything a reader uses. */
    private static final String NO_VIEW = "sluice-doctor";

    private final SluiceConfig config;

    RedisCheck(SluiceConfig config) {
        this.config = config;
    }

    @Override
    public List<Finding> run() {
        try {
            RedisConfig redis = OnlineModule.config(config);
            try (RedisOnlineStore store = new RedisOnlineStore(redis)) {
                store.pointer(NO_VIEW);
                return List.of(Finding.ok("Redis", redis.address()));
            }
        } catch (RuntimeException e) {
            return List.of(Finding.failed(
                    "Redis", String.valueOf(e.getMessage()), "make up, or set redis.address (and redis.password)"));
        }
    }
}
