package io.sluice.workflows.view;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ViewUpdate}: days, both inclusive.
 */
public record ViewUpdateInput(
        String view,
        String from,
        String to,
        @Nullable String requestedBy,
        @Nullable String reason) {
    public ViewUpdateInput {
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (last.isBefore(first)) {
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
