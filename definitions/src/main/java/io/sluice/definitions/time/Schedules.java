package io.sluice.definitions.time;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something runs, as people write it: what a schedule of Temporal reads. Five fields (minute, hour, day of month, month,
 * day of week), six with a year, seven with seconds first; {@code @daily} and its like; {@code @every 90m}; a zone in front
 * as {@code CRON_TZ=Europe/Rome}, UTC otherwise.
 */
public final class Schedules {
    private static final Pattern EVERY = Pattern.compile("@every +((?:\\d{1,9}[smhd])+)(?:/((?:\\d{1,9}[smhd])+))?");
    private static final Pattern ZONE = Pattern.compile("(?:CRON_)?TZ=(\\S*)\\s+(.*)");
    private static final List<String> WORDS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    /** One field: what it is called, its range, and the names of its values, of which the first letters do. */
    private record Part(String name, int least, int greatest, int letters, List<String> names) {
        Part(String name, int least, int greatest) {
            this(name, least, greatest, 0, List.of());
        }
    }

    private static final List<Part> PARTS = List.of(
            new Part("second", 0, 59),
            new Part("minute", 0, 59),
            new Part("hour", 0, 23),
            new Part("day of month", 1, 31),
            new Part(
                    "month",
                    1,
                    12,
                    3,
                    List.of(
                            "january",
                            "february",
                            "march",
                            "april",
                            "may",
                            "june",
                            "july",
                            "august",
                            "september",
                            "october",
                            "november",
                            "december")),
            new Part(
                    "day of week",
                    0,
                    7,
                    2,
                    List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")),
            new Part("year", 2000, 2100));

    private Schedules() {}

    /**
     * Returns what it was given.
     *
     * @throws IllegalArgumentException with a sentence when Temporal would not read it
     */
    public static String check(String text) {
        Matcher zoned = ZONE.matcher(text.strip());
        String times = zoned.matches() ? zoned.group(2).strip() : text.strip();
        if (zoned.matches()) {
            zone(zoned.group(1));
        }
        if (times.startsWith("@every")) {
            every(times);
        } else if (!WORDS.contains(times)) {
            fields(times);
        }
        return text;
    }

    private static void zone(String zone) {
        if (!zone.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw new IllegalArgumentException("there is no time zone " + zone);
        }
    }

    private static void every(String times) {
        Matcher every = EVERY.matcher(times);
        if (!every.matches() || every.group(1).matches("(0+[smhd])+")) {
            throw new IllegalArgumentException("@every takes a time longer than zero, for example @every 90m, not "
                    + times.substring("@every".length()).strip());
        }
    }

    private static void fields(String times) {
        List<String> written = new ArrayList<>(Arrays.asList(times.split("\\s+")));
        if (written.size() < 5 || written.size() > 7) {
            throw new IllegalArgumentException(
                    "it has five fields (minute, hour, day of month, month, day of week), or is one of "
                            + String.join(", ", WORDS) + " or @every 90m; not " + times);
        }
        int first = written.size() == 7 ? 0 : 1;
        for (int i = 0; i < written.size(); i++) {
            field(PARTS.get(first + i), written.get(i));
        }
    }

    private static void field(Part part, String text) {
        for (String range : text.split(",", -1)) {
            String[] stepped = range.split("/", -1);
            if (stepped.length > 2 || stepped.length == 2 && !stepped[1].matches("0*[1-9]\\d{0,8}")) {
                throw wrong(part, text);
            }
            if (!stepped[0].equals("*")) {
                range(part, stepped[0], text);
            }
        }
    }

    private static void range(Part part, String range, String text) {
        String[] ends = range.split("-", -1);
        int before = part.least();
        for (String end : ends) {
            int value = value(part, end);
            if (ends.length > 2 || value < before || value > part.greatest()) {
                throw wrong(part, text);
            }
            before = value;
        }
    }

    /** -1 for what is no value. */
    private static int value(Part part, String text) {
        String word = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < part.names().size() && word.length() >= part.letters(); i++) {
            if (part.names().get(i).startsWith(word)) {
                return part.least() + i;
            }
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static IllegalArgumentException wrong(Part part, String text) {
        return new IllegalArgumentException("the " + part.name() + " is * or from " + part.least() + " to "
                + part.greatest() + ", a range 1-5, a step */2 or a list of them, not " + text);
    }
}
