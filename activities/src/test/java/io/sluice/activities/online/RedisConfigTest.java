package io.sluice.activities.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RedisConfigTest {
    @Test
    void addsTheSchemeAndTheDefaults() {
        RedisConfig config = RedisConfig.at("localhost:6379");
        assertThat(config)
                .isEqualTo(new RedisConfig("redis://localhost:6379", null, null, 0, Duration.ofSeconds(3), 8));
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(RedisConfig.at("rediss://localhost:6380")
                        .withPassword("s3cret")
                        .toString())
                .contains("rediss://localhost:6380")
                .doesNotContain("s3cret");
        assertThatThrownBy(() -> RedisConfig.at("redis://user:s3cret@localhost:6379"))
                .hasMessageContaining("redis.password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String address :
                new String[] {"localhost", "http://localhost:1", "redis://localhost", "redis:// x:1", ""}) {
            assertThatThrownBy(() -> RedisConfig.at(address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Invalid redis.address");
        }
        assertThatThrownBy(() -> RedisConfig.at("localhost:1").withTimeout(Duration.ZERO))
                .hasMessageContaining("redis.timeout");
    }
}
