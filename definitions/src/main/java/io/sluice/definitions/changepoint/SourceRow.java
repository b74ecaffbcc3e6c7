package io.sluice.definitions.changepoint;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row of a source as a view sees it.
 *
 * <p>Values are Boolean, Integer (int, and date as epoch day), Long (bigint, and timestamp as epoch milliseconds),
 * java.math.BigDecimal, Double, String, byte[], and java.util.List (array, struct in field order, vector of Double).
 *
 * @param eventTime epoch milliseconds
 * @param eventId orders rows of equal event time, as unsigned UTF-8 bytes
 * @param passes one flag per input of the {@link ViewPlan.SourcePlan}: whether all filters are true
 * @param values one value per input, null where the value is NULL or the input counts rows
 */
public record SourceRow(
        long eventTime,
        String eventId,
        boolean[] passes,
        @Nullable Object[] values) implements Serializable {}
