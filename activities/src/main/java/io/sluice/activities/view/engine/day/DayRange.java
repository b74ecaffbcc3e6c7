package io.sluice.activities.view.engine.day;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Days in UTC, both inclusive. */
public record DayRange(LocalDate from, LocalDate to) implements Serializable {
    public DayRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("Invalid range of days, it ends before it begins: " + from + ".." + to);
        }
    }

    /**
     * Reads two days such as 2010-12-01.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static DayRange parse(String from, String to) {
        try {
            return new DayRange(LocalDate.parse(from), LocalDate.parse(to));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Invalid range of days, expected two days such as 2010-12-01: " + from + ".." + to, e);
        }
    }

    /** Reads what {@link #label} gives. */
    public static DayRange parse(String label) {
        int dots = label.indexOf("..");
        return dots < 0 ? parse(label, label) : parse(label.substring(0, dots), label.substring(dots + 2));
    }

    /** First instant, epoch milliseconds. */
    public long start() {
        return millis(from);
    }

    /** First instant after. */
    public long end() {
        return millis(to.plusDays(1));
    }

    /** Every day, as partition values are written. */
    List<String> days() {
        return from.datesUntil(to.plusDays(1)).map(LocalDate::toString).toList();
    }

    /** The first instants of the months that begin in the range. */
    List<Long> months() {
        return from.datesUntil(to.plusDays(1))
                .filter(day -> day.getDayOfMonth() == 1)
                .map(DayRange::millis)
                .toList();
    }

    /** {@code 2010-12-01..2010-12-03}. */
    public String label() {
        return from + ".." + to;
    }

    public static long millis(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
