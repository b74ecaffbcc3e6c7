package io.sluice.definitions.model;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One named value per entity at every instant, with every default filled in.
 *
 * @param source null for a derived feature
 * @param window null for a latest value and for a derived feature
 * @param aggregation null for a latest value and for a derived feature
 * @param value Spark SQL over the source's columns; null counts rows
 * @param expression the derived expression over features of the same view; null otherwise
 * @param scale decimal places that doubles are rounded to before they are added, and that a mean of decimals has at least
 */
public record Feature(
        String name,
        String entity,
        @Nullable String source,
        @Nullable String timestamp,
        List<String> filters,
        @Nullable Window window,
        @Nullable Aggregation aggregation,
        @Nullable String value,
        @Nullable String expression,
        NullPolicy nullPolicy,
        @Nullable Duration ttl,
        int scale,
        int maxDistinct,
        boolean online,
        boolean offline,
        @Nullable String description,
        List<String> tags,
        @Nullable String owner)
        implements Serializable {
    /** When values change: at multiples of the hop, or with every event. */
    public enum Update {
        HOP,
        EVENT
    }

    /** A window of {@code length} that moves by {@code hop}; {@code length} null is {@code lifetime}. */
    public record Window(@Nullable Duration length, Duration hop, Update update) implements Serializable {}

    /** What stands for no value: NULL itself, zero, or a literal as written. */
    public record NullPolicy(Kind kind, @Nullable String literal) implements Serializable {
        /** The three policies of contract §4. */
        public enum Kind {
            FILL_ZERO,
            NULL,
            FILL
        }
    }

    public Feature {
        filters = List.copyOf(filters);
        tags = List.copyOf(tags);
    }

    /** A feature with neither window nor expression is the latest value of its source. */
    public boolean isLatestValue() {
        return window == null && expression == null;
    }

    public boolean isDerived() {
        return expression != null;
    }

    /** The same feature under another null policy. */
    public Feature withNullPolicy(NullPolicy policy) {
        return new Feature(
                name,
                entity,
                source,
                timestamp,
                filters,
                window,
                aggregation,
                value,
                expression,
                policy,
                ttl,
                scale,
                maxDistinct,
                online,
                offline,
                description,
                tags,
                owner);
    }
}
