package io.sluice.quality.profile;

import static java.util.Objects.requireNonNull;

/**
 * How often a value occurs.
 *
 * @param value cut after {@link TextProfile#LONGEST} characters, which an ellipsis shows
 * @param rows rows with it, at least 1 where it was seen
 */
public record ValueCount(String value, long rows) {
    public ValueCount {
        requireNonNull(value, "value is null");
    }
}
