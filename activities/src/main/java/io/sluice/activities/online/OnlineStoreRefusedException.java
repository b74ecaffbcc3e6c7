package io.sluice.activities.online;

import org.jspecify.annotations.Nullable;

/** The online store refused the caller or the command. Trying again does not help: a person has to change a setting. */
public final class OnlineStoreRefusedException extends RuntimeException {
    private final String address;

    public OnlineStoreRefusedException(String address, String why, @Nullable Throwable cause) {
        super(
                "Redis at %s refuses the connection or the command (%s). Check redis.username, redis.password and what that user may do"
                        .formatted(address, why),
                cause);
        this.address = address;
    }

    /** The address that was tried. */
    public String address() {
        return address;
    }
}
