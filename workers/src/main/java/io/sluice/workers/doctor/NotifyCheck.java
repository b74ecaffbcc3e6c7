package io.sluice.workers.doctor;

import io.sluice.activities.secret.SecretSource;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.worker.NoticeModule;
import java.time.Clock;
import java.util.List;

/** Channels that people are told by: configured in full; nothing is sent. */
public final class NotifyCheck implements Check {
    private static final String NAME = "Notices";

    private final SluiceConfig config;

    public NotifyCheck(SluiceConfig config) {
        this.config = config;
    }

    @Override
    public List<Finding> run() {
        try {
            NoticeModule.notifiers(config, Clock.systemUTC());
            SecretSource secrets = NoticeModule.secrets(config);
            String name = config.require(Key.NOTIFY_WEBHOOK_SECRET);
            List<String> channels = NoticeModule.channels(config);
            boolean unsigned =
                    channels.contains("webhook") && secrets.find(name).isEmpty();
            return List.of(
                    unsigned
                            ? Finding.failed(NAME, "no secret %s that signs".formatted(name), secrets.place(name))
                            : Finding.ok(NAME, String.join(", ", channels)));
        } catch (ConfigException e) {
            return List.of(Finding.failed(
                    NAME,
                    String.valueOf(e.getMessage()),
                    "set " + Key.NOTIFY_CHANNELS.text() + " and what its channels need"));
        }
    }
}
