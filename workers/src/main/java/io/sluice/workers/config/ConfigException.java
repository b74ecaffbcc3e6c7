package io.sluice.workers.config;

/** A configuration that cannot be used: the message names the key, where it was found and what is valid. */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}
