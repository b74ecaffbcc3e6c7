package io.sluice.activities.online;

import org.jspecify.annotations.Nullable;

/** The online store did not answer. Trying again helps, and is safe: no call does anything twice. */
public final class OnlineStoreUnavailableException extends RuntimeException {
    private final String address;

    public OnlineStoreUnavailableException(String address, String why, @Nullable Throwable cause) {
        super(
                "Redis at %s is not available (%s). Check that it runs and that redis.address is right; nothing is lost, the call is repeated as it was"
                        .formatted(address, why),
                cause);
        this.address = address;
    }

    /** The address that was tried. */
    public String address() {
        return address;
    }
}
