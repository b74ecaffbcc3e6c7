package io.sluice.activities.online;

import static java.util.Objects.requireNonNull;

/**
 * A note of a call that a store took.
 *
 * @param at when it took it, by its own clock, epoch milliseconds
 */
public record Noted(long at, String text) {
    public Noted {
        requireNonNull(text, "text is null");
    }

    /** The inverse of {@link #stored}. */
    static Noted parse(String stored) {
        int space = stored.indexOf(' ');
        return new Noted(Long.parseLong(stored.substring(0, space)), stored.substring(space + 1));
    }

    /** As the scripts write it. */
    String stored() {
        return at + " " + text;
    }
}
