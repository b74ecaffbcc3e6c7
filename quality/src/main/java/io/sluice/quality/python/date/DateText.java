package io.sluice.quality.python.date;

import static io.sluice.quality.python.date.DateParts.require;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text is a date or a time for dateutil ({@code dateutil.parser.parse}), which Great Expectations asks. There
 * what a text leaves out is taken from today, so that {@code 31} is a date on some days only; here it is taken from a
 * leap year's January, so that the same text is always judged alike.
 */
public final class DateText {
    private static final int CENTURY = 2000;

    private final List<String> tokens;
    private final DateNumbers numbers;
    private boolean weekday;
    private boolean offset;
    private @Nullable String zone;

    private DateText(String text) {
        tokens = new ArrayList<>(DateTokens.of(text));
        numbers = new DateNumbers(tokens);
    }

    /** Whether the text is a date, a time or both, in whatever order and form. */
    public static boolean isParseable(String text) {
        try {
            DateText read = new DateText(text);
            read.read();
            return read.isDate();
        } catch (IllegalArgumentException | IndexOutOfBoundsException none) { // as dateutil's ValueError and IndexError
            return false;
        }
    }

    private void read() {
        for (int at = 0; at < tokens.size(); at++) {
            at = read(at);
        }
    }

    /** Reads what begins at a place and returns the place of its last token. */
    private int read(int at) {
        String token = tokens.get(at);
        if (isNumber(token)) {
            return numbers.read(at);
        }
        if (DateWords.isWeekday(token)) {
            weekday = true;
            return at;
        }
        if (DateWords.month(token).isPresent()) {
            return month(at, DateWords.month(token).getAsInt() + 1);
        }
        if (DateWords.half(token).isPresent()) {
            numbers.half(DateWords.half(token).getAsInt());
            return at;
        }
        return zone(at, token);
    }

    private static boolean isNumber(String token) {
        return Character.isDigit(token.codePointAt(0)) || token.matches("(?i)nan|inf|infinity");
    }

    /** {@code Jan}, {@code Jan-01[-99]} and {@code Jan of 01}. */
    private int month(int at, int month) {
        DateParts date = numbers.date();
        date.addMonth(month);
        if (at + 1 >= tokens.size()) {
            return at;
        }
        String next = tokens.get(at + 1);
        if (next.equals("-") || next.equals("/")) {
            date.add(tokens.get(at + 2));
            if (at + 3 < tokens.size() && tokens.get(at + 3).equals(next)) {
                date.add(tokens.get(at + 4));
                return at + 4;
            }
            return at + 2;
        }
        boolean pertains = at + 4 < tokens.size()
                && next.equals(" ")
                && tokens.get(at + 3).equals(" ")
                && tokens.get(at + 2).equalsIgnoreCase("of");
        if (pertains && tokens.get(at + 4).chars().allMatch(Character::isDigit)) {
            date.addYear(String.valueOf(year(Integer.parseInt(tokens.get(at + 4)))));
        }
        return pertains ? at + 4 : at;
    }

    private int zone(int at, String token) {
        if (zone == null && !offset && couldBeZone(token)) {
            return named(at, token);
        }
        if (numbers.hour() != null && (token.equals("+") || token.equals("-"))) {
            return offset(at);
        }
        require(DateWords.isJump(token));
        return at;
    }

    private boolean couldBeZone(String token) {
        boolean upper = token.length() <= 5 && token.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
        return numbers.hour() != null && (upper || DateWords.isZone(token));
    }

    /** {@code GMT+3} is an offset from then on. */
    private int named(int at, String token) {
        boolean followed = at + 1 < tokens.size() && List.of("+", "-").contains(tokens.get(at + 1));
        zone = followed && DateWords.isZone(token) ? null : token;
        offset = !followed && DateWords.isZone(token);
        return at;
    }

    /** {@code -0300}, {@code -03:00}, {@code -3}, each perhaps with {@code (BRST)}. */
    private int offset(int at) {
        String digits = tokens.get(at + 1);
        int end = at;
        if (digits.length() == 4) {
            Integer.parseInt(digits);
        } else if (at + 2 < tokens.size() && tokens.get(at + 2).equals(":")) {
            Integer.parseInt(digits);
            Integer.parseInt(tokens.get(at + 3));
            end = at + 2;
        } else {
            require(digits.length() <= 2);
            Integer.parseInt(digits);
        }
        offset = true;
        boolean named = end + 5 < tokens.size()
                && DateWords.isJump(tokens.get(end + 2))
                && tokens.get(end + 3).equals("(")
                && tokens.get(end + 5).equals(")")
                && tokens.get(end + 4).length() >= 3
                && zone == null
                && couldBeZone(tokens.get(end + 4));
        if (named) {
            zone = tokens.get(end + 4);
        }
        return named ? end + 5 : end + 1;
    }

    /** Whether what was read is anything at all, and a day that exists. */
    private boolean isDate() {
        DateParts.Resolved date = numbers.date().resolved();
        boolean any = date.year() != null || date.month() != null || date.day() != null;
        int year = date.year() == null ? CENTURY : written(date.year());
        int month = date.month() == null ? 1 : date.month();
        int day = date.day() == null ? 1 : date.day();
        boolean exists = year >= 1 && year <= 9999 && day >= 1 && day <= DateParts.daysOf(year, month);
        return exists && numbers.isTimeOfDay() && (any || weekday || numbers.isAnythingSaid());
    }

    private int written(int year) {
        return numbers.date().isCenturySpecified() ? year : year(year);
    }

    private static int year(int year) {
        return year < 100 ? year + CENTURY : year;
    }
}
