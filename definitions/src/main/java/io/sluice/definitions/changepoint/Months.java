package io.sluice.definitions.changepoint;

import java.time.LocalDate;

/** Months in UTC, as epoch milliseconds. */
public final class Months {
    private static final long DAY = 86_400_000;

    private Months() {}

    /** The first instant of the month that holds an instant; {@link Long#MIN_VALUE} when that cannot be said. */
    public static long start(long instant) {
        long day = Math.floorDiv(instant, DAY);
        long first = day - LocalDate.ofEpochDay(day).getDayOfMonth() + 1;
        return first <= Long.MIN_VALUE / DAY ? Long.MIN_VALUE : first * DAY;
    }

    /** The first instant of the month after that of an instant; {@link Long#MAX_VALUE} when that cannot be said. */
    public static long next(long instant) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(instant, DAY));
        long next = day.withDayOfMonth(1).plusMonths(1).toEpochDay();
        return next >= Long.MAX_VALUE / DAY ? Long.MAX_VALUE : next * DAY;
    }
}
