package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.notify.FileNotifier;
import io.sluice.activities.notify.LogNotifier;
import io.sluice.activities.notify.NoticeActivitiesImpl;
import io.sluice.activities.notify.Notifier;
import io.sluice.activities.notify.WebhookNotifier;
import io.sluice.activities.secret.EnvironmentSecrets;
import io.sluice.activities.secret.SecretSource;
import io.sluice.definitions.name.Nearest;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who is told about gates, as the configuration says. */
public final class NoticeModule extends AbstractModule {
    private static final List<String> CHANNELS = List.of("log", "file", "webhook", "none");

    /**
     * The channels of a configuration.
     *
     * @throws ConfigException for an unknown one, or one that lacks its setting
     */
    public static List<Notifier> notifiers(SluiceConfig config, Clock clock) {
        List<Notifier> notifiers = new ArrayList<>();
        for (String channel : channels(config)) {
            switch (channel) {
                case "log" -> notifiers.add(new LogNotifier());
                case "file" -> notifiers.add(new FileNotifier(Path.of(config.require(Key.NOTIFY_FILE))));
                case "webhook" -> notifiers.add(webhook(config, clock));
                case "none" -> {}
                default ->
                    throw new ConfigException("Invalid %s in %s: %s is no channel%s; channels are %s"
                            .formatted(
                                    Key.NOTIFY_CHANNELS.text(),
                                    config.origin(),
                                    channel,
                                    Nearest.hint(channel, CHANNELS),
                                    String.join(", ", CHANNELS)));
            }
        }
        return notifiers;
    }

    /** The names of the channels of a configuration. */
    public static List<String> channels(SluiceConfig config) {
        return Arrays.stream(config.require(Key.NOTIFY_CHANNELS).split(","))
                .map(String::strip)
                .filter(channel -> !channel.isEmpty())
                .toList();
    }

    /** Where the secret that signs is looked for. */
    public static SecretSource secrets(SluiceConfig config) {
        return new EnvironmentSecrets(
                System.getenv(), config.find(Key.SECRETS_FOLDER).map(Path::of).orElse(null));
    }

    private static Notifier webhook(SluiceConfig config, Clock clock) {
        String address = config.require(Key.NOTIFY_WEBHOOK_URL);
        if (!address.matches("https?://[^/].*")) {
            throw new ConfigException("Invalid %s in %s: an address that begins with https:// or http:// is expected"
                    .formatted(Key.NOTIFY_WEBHOOK_URL.text(), config.origin()));
        }
        try {
            return new WebhookNotifier(
                    URI.create(address), secrets(config), config.require(Key.NOTIFY_WEBHOOK_SECRET), clock);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Invalid %s or %s in %s: %s"
                    .formatted(
                            Key.NOTIFY_WEBHOOK_URL.text(),
                            Key.NOTIFY_WEBHOOK_SECRET.text(),
                            config.origin(),
                            e.getMessage()));
        }
    }

    @Provides
    @Singleton
    NoticeActivitiesImpl notices(SluiceConfig config, Clock clock) {
        return new NoticeActivitiesImpl(notifiers(config, clock));
    }
}
