package io.sluice.activities.ingest;

import io.sluice.definitions.model.Source.Partitioning;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * The instants that a partition label stands for: closed below, open above, UTC milliseconds.
 *
 * @param label for example 2010-12-01, 2010-12-01T05, 2010-12
 * @param start {@link Long#MIN_VALUE} for an unpartitioned source
 * @param end {@link Long#MAX_VALUE} for an unpartitioned source
 */
public record PartitionWindow(String label, long start, long end) {
    /**
     * The window of a label.
     *
     * @throws IllegalArgumentException when the label has not the form of the partitioning
     */
    public static PartitionWindow of(Partitioning partitioning, String label) {
        try {
            return switch (partitioning) {
                case DAY -> day(label);
                case HOUR -> hour(label);
                case MONTH -> month(label);
                case NONE -> new PartitionWindow(label, Long.MIN_VALUE, Long.MAX_VALUE);
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid partition of a source by " + partitioning + ": " + label, e);
        }
    }

    /** Whether the partition has bounds at all. */
    public boolean bounded() {
        return start != Long.MIN_VALUE;
    }

    /** The first instant whose rows may arrive with this partition. */
    public long earliest(Duration allowedLateness) {
        return bounded() ? start - allowedLateness.toMillis() : start;
    }

    private static PartitionWindow day(String label) {
        LocalDate day = LocalDate.parse(label);
        return between(label, day.atStartOfDay(), day.plusDays(1).atStartOfDay());
    }

    private static PartitionWindow hour(String label) {
        LocalDateTime hour = LocalDateTime.parse(label + ":00");
        return between(label, hour, hour.plusHours(1));
    }

    private static PartitionWindow month(String label) {
        YearMonth month = YearMonth.parse(label);
        return between(
                label,
                month.atDay(1).atStartOfDay(),
                month.plusMonths(1).atDay(1).atStartOfDay());
    }

    private static PartitionWindow between(String label, LocalDateTime start, LocalDateTime end) {
        return new PartitionWindow(
                label,
                start.toInstant(ZoneOffset.UTC).toEpochMilli(),
                end.toInstant(ZoneOffset.UTC).toEpochMilli());
    }
}
