package io.sluice.workers.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotifyCheckTest {
    @Test
    void channelsAreThoseThatWouldWork() {
        assertThat(said(Map.of())).contains("OK", "log");
        assertThat(said(Map.of(Key.NOTIFY_CHANNELS, "file"))).contains("FAILED", "notify.file is not set");
        assertThat(said(Map.of(Key.NOTIFY_CHANNELS, "webhook", Key.NOTIFY_WEBHOOK_URL, "https://127.0.0.1/hook")))
                .contains("FAILED", "no secret notify_webhook that signs");
    }

    private static String said(Map<Key, String> values) {
        return new NotifyCheck(new SluiceConfig("test", values, Map.of())).run().toString();
    }
}
