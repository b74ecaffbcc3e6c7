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
 */
public record Mark(String name, @Nullable String expected, String next) {
    public Mark {
        requireNonNull(name, "name is null");
        requireNonNull(next, "next is null");
        if (name.isEmpty() || next.isEmpty()) {
            throw new IllegalArgumentException("Invalid mark: '%s' is to be '%s'".formatted(name, next));
        }
    }
}
