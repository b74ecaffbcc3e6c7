package io.sluice.definitions.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 7 days}, {@code 90 minutes}, {@code 7d}, {@code PT2H}. */
public final class Durations {
    /** The longest one: a hundred years of 365 days. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final long SECOND = 1_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Map<String, Long> MILLIS = units();
    private static final Map<String, Long> PRINTED = printed();
    private static final List<String> VARIABLE = List.of("month", "months", "mo", "year", "years", "y", "quarter");
    private static final Pattern TEXT = Pattern.compile("(?:\\d{1,15}\\s*[a-z]+\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d{1,15})\\s*([a-z]+)\\s*");
    private static final Pattern ISO = Pattern.compile("P[^TMYW]*(T.*)?", Pattern.CASE_INSENSITIVE);

    private Durations() {}

    /**
     * Reads a duration of whole milliseconds, zero included.
     *
     * @throws IllegalArgumentException with a sentence that names the text and what is valid
     */
    public static Duration parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        Duration duration = trimmed.startsWith("p") ? iso(text, trimmed) : spelled(text, trimmed);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A duration is between 0 and 36500 days, not " + text);
        }
        if (duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException("A duration has whole milliseconds, not " + text);
        }
        return duration;
    }

    /** The shortest exact spelling in one unit, for example {@code 90 minutes}; {@link #parse} reads it again. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        for (Map.Entry<String, Long> unit : PRINTED.entrySet()) {
            long size = unit.getValue();
            if (millis % size == 0 && (millis != 0 || size == SECOND)) {
                return millis / size + " " + unit.getKey() + (millis / size == 1 ? "" : "s");
            }
        }
        return millis + " ms";
    }

    private static Duration spelled(String text, String trimmed) {
        if (!TEXT.matcher(trimmed).matches()) {
            throw invalid(text);
        }
        long millis = 0;
        Matcher part = PART.matcher(trimmed);
        while (part.find()) {
            millis = add(text, millis, part.group(1), part.group(2));
        }
        return Duration.ofMillis(millis);
    }

    private static long add(String text, long millis, String count, String unit) {
        if (VARIABLE.contains(unit)) {
            throw variable(text);
        }
        Long size = MILLIS.get(unit);
        if (size == null) {
            throw invalid(text);
        }
        try {
            return Math.addExact(millis, Math.multiplyExact(Long.parseLong(count), size));
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException("A duration is between 0 and 36500 days, not " + text, tooLong);
        }
    }

    private static Duration iso(String text, String trimmed) {
        if (!ISO.matcher(trimmed).matches()) {
            throw trimmed.matches("p[0-9tmywdhs.]+") ? variable(text) : invalid(text);
        }
        try {
            return Duration.parse(trimmed);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(invalid(text).getMessage(), wrong);
        }
    }

    private static IllegalArgumentException variable(String text) {
        return new IllegalArgumentException(
                "A month or a year is not a duration, its length varies: write days instead of " + text
                        + ", for example 30 days");
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException(
                "A duration is a number with a unit, for example 7 days, 90 minutes, 7d or PT2H, not " + text);
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        put(units, 1L, "ms", "millisecond", "milliseconds");
        put(units, SECOND, "s", "sec", "second", "seconds");
        put(units, MINUTE, "m", "min", "minute", "minutes");
        put(units, HOUR, "h", "hour", "hours");
        put(units, DAY, "d", "day", "days");
        put(units, 7 * DAY, "w", "week", "weeks");
        return units;
    }

    /** The units that durations are printed in, the longest first. */
    private static Map<String, Long> printed() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("day", DAY);
        units.put("hour", HOUR);
        units.put("minute", MINUTE);
        units.put("second", SECOND);
        return units;
    }

    private static void put(Map<String, Long> units, long millis, String... names) {
        for (String name : names) {
            units.put(name, millis);
        }
    }
}
