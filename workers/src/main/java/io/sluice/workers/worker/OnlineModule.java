package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.online.materialize.Materializer;
import io.sluice.activities.online.materialize.OnlineActivitiesImpl;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.RegisteredReleases;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.time.Clock;

/** The online store and what fills it. Connects with the first use. */
public final class OnlineModule extends AbstractModule {
    /** Where the store of a configuration is. */
    public static RedisConfig config(SluiceConfig config) {
        return new RedisConfig(
                config.require(Key.REDIS_ADDRESS),
                config.find(Key.REDIS_USERNAME).orElse(null),
                config.find(Key.REDIS_PASSWORD).orElse(null),
                0,
                RedisConfig.DEFAULT_TIMEOUT,
                RedisConfig.DEFAULT_CONNECTIONS);
    }

    @Provides
    @Singleton
    OnlineStore store(SluiceConfig config) {
        return new RedisOnlineStore(config(config));
    }

    @Provides
    @Singleton
    ReleasedViews releases(SystemTables tables, RegisteredDefinitions definitions) {
        return new RegisteredReleases(tables, definitions);
    }

    @Provides
    @Singleton
    OnlineActivitiesImpl online(
            OnlineStore store, ReleasedViews releases, Lake lake, Heartbeats heartbeats, Clock clock) {
        return new OnlineActivitiesImpl(new Materializer(store, releases, lake, clock), heartbeats);
    }
}
