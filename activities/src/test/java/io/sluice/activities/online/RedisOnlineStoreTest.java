package io.sluice.activities.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.online.WriteAnswer.Outcome;
import io.sluice.activities.online.testing.LocalRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

final class RedisOnlineStoreTest extends OnlineStoreContract {
    private static final SlotWrite WRITE = new SlotWrite("a", "clicks", new byte[16], new byte[] {1});

    private static LocalRedis redis;
    private @Nullable OnlineStore open;

    @BeforeAll
    static void startRedis() {
        redis = LocalRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    OnlineStore emptyStore() {
        // a killed Redis without persistence comes back empty
        redis.stop();
        redis.restart();
        open = new RedisOnlineStore(redis.config());
        return open;
    }

    @AfterEach
    void closeStore() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void namesTheAddressWhenRedisIsDownAndGoesOnWhenItIsBack() {
        try (LocalRedis own = LocalRedis.start();
                OnlineStore store = new RedisOnlineStore(own.config().withTimeout(Duration.ofMillis(500)))) {
            assertThat(write(store)).isEqualTo(Outcome.APPLIED);
            own.stop();
            assertThatThrownBy(() -> write(store))
                    .isInstanceOf(OnlineStoreUnavailableException.class)
                    .hasMessageContaining("Redis at " + own.address() + " is not available");
            assertThatThrownBy(() -> store.pointer("v")).isInstanceOf(OnlineStoreUnavailableException.class);
            own.restart();
            assertThat(eventually(store)).isEqualTo(Outcome.APPLIED);
            assertThat(store.read("v", 1, List.of("a")).get(0)).containsOnlyKeys("clicks");
        }
    }

    @Test
    void connectsLaterWhenRedisWasDownAtFirst() {
        try (LocalRedis own = LocalRedis.start()) {
            own.stop();
            try (OnlineStore store = new RedisOnlineStore(own.config().withTimeout(Duration.ofMillis(500)))) {
                assertThatThrownBy(() -> write(store))
                        .isInstanceOf(OnlineStoreUnavailableException.class)
                        .hasMessageContaining(own.address());
                own.restart();
                assertThat(eventually(store)).isEqualTo(Outcome.APPLIED);
            }
        }
    }

    @Test
    void saysThatAPasswordIsWrongOrMissing() {
        try (LocalRedis own = LocalRedis.start("--requirepass", "secret")) {
            try (OnlineStore store = new RedisOnlineStore(own.config().withPassword("guess"))) {
                assertThatThrownBy(() -> write(store))
                        .isInstanceOf(OnlineStoreRefusedException.class)
                        .hasMessageContaining("Redis at " + own.address() + " refuses")
                        .hasMessageContaining("redis.password")
                        .hasMessageNotContaining("guess");
            }
            try (OnlineStore store = new RedisOnlineStore(own.config())) {
                assertThatThrownBy(() -> store.pointer("v")).isInstanceOf(OnlineStoreRefusedException.class);
            }
            try (OnlineStore store = new RedisOnlineStore(own.config().withPassword("secret"))) {
                assertThat(write(store)).isEqualTo(Outcome.APPLIED);
            }
        }
    }

    @Test
    void retriesAreWorthItWhenRedisIsFull() {
        try (LocalRedis own = LocalRedis.start("--maxmemory", "1mb", "--maxmemory-policy", "noeviction");
                OnlineStore store = new RedisOnlineStore(own.config())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            SlotWrite large = new SlotWrite("e" + i, "clicks", new byte[16], new byte[10_000]);
                            store.write(new SlotBatch("v", 1, null, List.of(large)));
                        }
                    })
                    .isInstanceOf(OnlineStoreUnavailableException.class)
                    .hasMessageContaining("maxmemory");
        }
    }

    @Test
    void usesTheKeysThatAreDocumented() {
        OnlineStore store = new RedisOnlineStore(redis.config());
        store.write(new SlotBatch("v", 3, Duration.ofHours(1), List.of(WRITE)));
        store.swapPointer("v", Optional.empty(), "{}");
        Config plain = new Config();
        plain.useSingleServer().setAddress(redis.address()).setConnectionMinimumIdleSize(1);
        RedissonClient client = Redisson.create(plain);
        try {
            assertThat(client.getKeys().getKeys()).containsExactlyInAnyOrder("sluice:v:3:{a}", "sluice:v:generation");
            assertThat(client.getKeys().remainTimeToLive("sluice:v:3:{a}")).isBetween(3_500_000L, 3_600_000L);
        } finally {
            client.shutdown();
            store.close();
        }
    }

    private static Outcome write(OnlineStore store) {
        return store.write(new SlotBatch("v", 1, null, List.of(WRITE))).get(0).outcome();
    }

    /** The first answer once Redis is back: until then every failure must be of the kind that a retry mends. */
    private static Outcome eventually(OnlineStore store) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return write(store);
            } catch (OnlineStoreUnavailableException e) {
                assertThat(System.nanoTime()).as("Redis is back").isLessThan(limit);
            }
        }
    }
}
