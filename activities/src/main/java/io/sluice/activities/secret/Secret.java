package io.sluice.activities.secret;

import static java.util.Objects.requireNonNull;

/** A password or token; only {@link #reveal} shows it, so that printing what holds one shows nothing. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value, "value is null");
    }

    /** The value itself, to be given to whom it is for and to nobody else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
