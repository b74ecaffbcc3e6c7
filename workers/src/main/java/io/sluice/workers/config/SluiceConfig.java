package io.sluice.workers.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The effective configuration: what the file says, overridden by the environment, completed by defaults. Printing it
 * never shows a secret.
 *
 * @param origin where it came from, for messages
 * @param properties {@code lake.property.*} and {@code spark.property.*}, passed on as they are
 */
public record SluiceConfig(String origin, Map<Key, String> values, Map<String, String> properties) {
    public SluiceConfig {
        values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
        properties = Map.copyOf(properties);
    }

    /** The value of a key that must be there. */
    public String require(Key key) {
        return find(key)
                .orElseThrow(() -> new ConfigException(
                        "%s is not set: write it into %s or set %s (%s); `make up` starts a local stack that has it"
                                .formatted(key.text(), origin, key.variable(), key.meaning())));
    }

    /** The value of a key or its default. */
    public Optional<String> find(Key key) {
        return Optional.ofNullable(values.get(key)).or(key::fallback);
    }

    /** A whole number of at least one. */
    public int count(Key key) {
        return number(key, 1);
    }

    /** A whole number of at least zero. */
    public int number(Key key) {
        return number(key, 0);
    }

    private int number(Key key, int least) {
        String value = require(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for a number that is too small.
        }
        throw new ConfigException("Invalid %s in %s: %s (expected a whole number of at least %d)"
                .formatted(key.text(), origin, value, least));
    }

    /** What was passed on under a prefix, without the prefix. */
    public Map<String, String> properties(String prefix) {
        return properties.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey().text() + "=" + (entry.getKey().secret() ? "***" : entry.getValue()))
                .collect(Collectors.joining(", ", "SluiceConfig[" + origin + ": ", "]"));
    }
}
