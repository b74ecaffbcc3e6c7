package io.sluice.definitions.reading.feature;

import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.time.Durations;
import io.sluice.definitions.yaml.Fields;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a window: its length, the hop by which it moves, and when values change. Source: contract §3. */
final class WindowReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final Fields fields;

    WindowReader(Fields fields) {
        this.fields = fields;
    }

    Window read(Update usual) {
        boolean lifetime = isLifetime();
        Duration length = lifetime ? null : fields.positiveDuration("window").orElse(null);
        boolean broken = !lifetime && length == null;
        Optional<Duration> written = fields.positiveDuration("hop");
        Duration hop = written.orElseGet(() -> usualHop(length));
        if (!broken && length != null) {
            checkMultiple(length, hop);
        }
        Update update = fields.choice("update", Update.values()).orElse(usual);
        // No row of such a window enters or leaves with a hop: what is written changes no value and makes no version.
        return lifetime && update == Update.EVENT
                ? new Window(null, usualHop(null), update)
                : new Window(length, hop, update);
    }

    /** A lifetime is complete only where the source says when its history begins. Source: contract §7. */
    void refuseLifetime(String source) {
        if (isLifetime()) {
            fields.wrong(
                    "window",
                    "window of " + fields.owner() + " is lifetime, and source " + source
                            + " does not say when its history begins; write history_from in source " + source
                            + ", the instant that no row is older than, for example 2010-12-01");
        }
    }

    private boolean isLifetime() {
        return fields.text("window")
                .filter(text -> text.value().equals("lifetime"))
                .isPresent();
    }

    /** The hop of a window whose definition writes none; null is a lifetime. */
    static Duration usualHop(@Nullable Duration length) {
        if (length == null || length.compareTo(DAY.multipliedBy(12)) >= 0) {
            return DAY;
        }
        return length.compareTo(HOUR.multipliedBy(12)) >= 0 ? HOUR : FIVE_MINUTES;
    }

    private void checkMultiple(Duration length, Duration hop) {
        if (length.toMillis() % hop.toMillis() == 0) {
            return;
        }
        String key = fields.has("hop") ? "hop" : "window";
        String usual = fields.has("hop") ? "" : ", the hop of such a window; write hop or another window";
        fields.wrong(
                key,
                "window of " + fields.owner() + " (" + Durations.print(length) + ") must be a multiple of "
                        + Durations.print(hop) + usual);
    }
}
