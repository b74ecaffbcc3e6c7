package io.sluice.workers.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.notify.Notifier;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NoticeModuleTest {
    @Test
    void theLogIsTheDefault() {
        assertThat(names(Map.of())).containsExactly("log");
        assertThat(names(Map.of(Key.NOTIFY_CHANNELS, "none"))).isEmpty();
    }

    @Test
    void eachChannelHasItsSetting() {
        Map<Key, String> all = Map.of(
                Key.NOTIFY_CHANNELS,
                "log, file,webhook",
                Key.NOTIFY_FILE,
                "notices.jsonl",
                Key.NOTIFY_WEBHOOK_URL,
                "https://127.0.0.1/hook");
        assertThat(names(all)).containsExactly("log", "file", "webhook");
        assertThat(config(all).toString()).contains("notify.webhook-url=***");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingRuns() {
        refused("webhok is no channel; did you mean webhook?", Map.of(Key.NOTIFY_CHANNELS, "log,webhok"));
        refused("notify.file is not set", Map.of(Key.NOTIFY_CHANNELS, "file"));
        refused(
                "Invalid notify.webhook-url in test",
                Map.of(Key.NOTIFY_CHANNELS, "webhook", Key.NOTIFY_WEBHOOK_URL, "ftp://x/y"));
        refused(
                "Invalid name of a secret",
                Map.of(
                        Key.NOTIFY_CHANNELS,
                        "webhook",
                        Key.NOTIFY_WEBHOOK_URL,
                        "https://x/y",
                        Key.NOTIFY_WEBHOOK_SECRET,
                        "No Name"));
    }

    private static void refused(String message, Map<Key, String> values) {
        assertThatThrownBy(() -> names(values))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    private static List<String> names(Map<Key, String> values) {
        return NoticeModule.notifiers(config(values), Clock.systemUTC()).stream()
                .map(Notifier::name)
                .toList();
    }

    private static SluiceConfig config(Map<Key, String> values) {
        return new SluiceConfig("test", values, Map.of());
    }
}
