package io.sluice.activities.online;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How far a writer has come in a generation, kept beside what it wrote: whoever finds the mark finds everything that was written
 * before it, and a store that lost its content has lost the mark too.
 *
 * @param name of the writer's input, for example {@code clicks/3}
 * @param expected what the writer saw last; null: nothing
 * @param next what it is to be
 * @param note of the call that moves it, kept with the time of the store for whoever fetches it; null for none
 */
public record Mark(
        String name,
        @Nullable String expected,
        String next,
        @Nullable String note) {
    public Mark {
        requireNonNull(name, "name is null");
        requireNonNull(next, "next is null");
        if (name.isEmpty() || next.isEmpty()) {
            throw new IllegalArgumentException("Invalid mark: '%s' is to be '%s'".formatted(name, next));
        }
    }

    /** A mark whose moves nobody looks at. */
    public Mark(String name, @Nullable String expected, String next) {
        this(name, expected, next, null);
    }
}
