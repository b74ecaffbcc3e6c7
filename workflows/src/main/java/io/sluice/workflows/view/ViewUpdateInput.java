package io.sluice.workflows.view;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ViewUpdate}: days, both inclusive; without them all days that are not what they would be if they were computed
 * now.
 */
public record ViewUpdateInput(
        String view,
        @Nullable String from,
        @Nullable String to,
        @Nullable String requestedBy,
        @Nullable String reason) {
    public ViewUpdateInput {
        if (from == null && to != null || from != null && to == null) {
            throw new IllegalArgumentException(
                    "field %s is missing: give from and to, or neither for the days that are stale"
                            .formatted(from == null ? "from" : "to"));
        }
        if (from != null && to != null && day("to", to).isBefore(day("from", from))) {
            throw new IllegalArgumentException("field to must not be before from (%s), not \"%s\"".formatted(from, to));
        }
    }

    private static LocalDate day(String field, String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "field %s must be a day such as 2010-12-01, not \"%s\"".formatted(field, typed), e);
        }
    }
}
