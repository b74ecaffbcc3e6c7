package io.sluice.quality.python.date;

import static io.sluice.quality.python.date.DateParts.require;
import static io.sluice.quality.python.date.DateParts.whole;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The numbers of a date and what stands beside them, as dateutil reads them ({@code _parse_numeric_token}). */
final class DateNumbers {
    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

    private final List<String> tokens;
    private final DateParts date = new DateParts();
    private final @Nullable Integer[] time = new @Nullable Integer[3];

    DateNumbers(List<String> tokens) {
        this.tokens = tokens;
    }

    DateParts date() {
        return date;
    }

    @Nullable
    Integer hour() {
        return time[0];
    }

    /** Whether hours, minutes and seconds, where they are said, are those of a day. */
    boolean isTimeOfDay() {
        return isBelow(time[0], 24) && isBelow(time[1], 60) && isBelow(time[2], 60);
    }

    boolean isAnythingSaid() {
        return time[0] != null || time[1] != null || time[2] != null;
    }

    private static boolean isBelow(@Nullable Integer value, int end) {
        return value == null || value >= 0 && value < end;
    }

    /** Applies a.m. or p.m. to the hour that was read. */
    void half(int half) {
        Integer hour = time[0];
        require(hour != null && hour >= 0 && hour <= 12);
        time[0] = adjusted(hour, half);
    }

    private static int adjusted(int hour, int half) {
        if (hour < 12 && half == 1) {
            return hour + 12;
        }
        return hour == 12 && half == 0 ? 0 : hour;
    }

    /** Reads the number at a place and returns the place of the last token that belongs to it. */
    int read(int at) {
        String text = tokens.get(at);
        BigDecimal value = number(text);
        int length = text.length();
        if (date.size() == 3 && (length == 2 || length == 4) && time[0] == null && !isTimeAhead(at)) {
            return compactTime(at, text);
        }
        if (length == 6 || length > 6 && text.indexOf('.') == 6) {
            return six(at, text);
        }
        if (length == 8 || length == 12 || length == 14) {
            return compact(at, text);
        }
        int unit = unitPlace(at);
        if (unit >= 0) {
            return unit(at, text, unit);
        }
        return clock(at, text, value);
    }

    private boolean isTimeAhead(int at) {
        return has(at + 1)
                && (is(at + 1, ":") || DateWords.unit(tokens.get(at + 1)).isPresent());
    }

    /** {@code 19990101T23[59]}: the time after a date. */
    private int compactTime(int at, String text) {
        time[0] = Integer.parseInt(text.substring(0, 2));
        if (text.length() == 4) {
            time[1] = Integer.parseInt(text.substring(2));
        }
        return at;
    }

    /** {@code YYMMDD} or {@code HHMMSS[.ss]}. */
    private int six(int at, String text) {
        if (date.size() == 0 && text.indexOf('.') < 0) {
            date.add(text.substring(0, 2));
            date.add(text.substring(2, 4));
            date.add(text.substring(4));
        } else {
            time[0] = Integer.parseInt(text.substring(0, 2));
            time[1] = Integer.parseInt(text.substring(2, 4));
            time[2] = seconds(text.substring(4));
        }
        return at;
    }

    /** {@code YYYYMMDD[hhmm[ss]]}. */
    private int compact(int at, String text) {
        date.addYear(text.substring(0, 4));
        date.add(text.substring(4, 6));
        date.add(text.substring(6, 8));
        if (text.length() > 8) {
            time[0] = Integer.parseInt(text.substring(8, 10));
            time[1] = Integer.parseInt(text.substring(10, 12));
        }
        if (text.length() > 12) {
            time[2] = Integer.parseInt(text.substring(12));
        }
        return at;
    }

    /** Where the word is that says whether the number counts hours, minutes or seconds; -1 when there is none. */
    private int unitPlace(int at) {
        if (isUnit(at + 1)) {
            return at + 1;
        }
        if (is(at + 1, " ") && isUnit(at + 2)) {
            return at + 2;
        }
        if (isUnit(at - 1)) {
            return at - 1;
        }
        return at > 1 && at == tokens.size() - 1 && is(at - 1, " ") && isUnit(at - 2) ? at - 2 : -1;
    }

    private boolean isUnit(int at) {
        return at >= 0 && has(at) && DateWords.unit(tokens.get(at)).isPresent();
    }

    private int unit(int at, String text, int place) {
        int unit = DateWords.unit(tokens.get(place)).orElseThrow() + (place > at ? 0 : 1);
        BigDecimal value = number(text);
        if (unit == 0) {
            time[0] = whole(value);
            if (fraction(value).signum() != 0) {
                time[1] = whole(fraction(value).multiply(SIXTY));
            }
        } else if (unit == 1) {
            minutes(value);
        } else if (unit == 2) {
            time[2] = seconds(text);
        }
        return Math.max(at, place);
    }

    private int clock(int at, String text, BigDecimal value) {
        if (has(at + 2) && is(at + 1, ":")) {
            time[0] = whole(value);
            minutes(number(tokens.get(at + 2)));
            if (has(at + 4) && is(at + 3, ":")) {
                time[2] = seconds(tokens.get(at + 4));
                return at + 4;
            }
            return at + 2;
        }
        boolean divided = has(at + 1) && List.of("-", "/", ".").contains(tokens.get(at + 1));
        return divided ? divided(at, text) : loose(at, value);
    }

    /** {@code 01-01[-01]} and {@code 01-Jan[-01]}. */
    private int divided(int at, String text) {
        date.add(text);
        if (!has(at + 2) || DateWords.isJump(tokens.get(at + 2))) {
            return at + 1;
        }
        String second = tokens.get(at + 2);
        if (second.chars().allMatch(Character::isDigit)) {
            date.add(second);
        } else {
            date.addMonth(month(second) + 1);
        }
        if (!has(at + 3) || !is(at + 3, tokens.get(at + 1))) {
            return at + 2;
        }
        String third = tokens.get(at + 4);
        DateWords.month(third).ifPresentOrElse(month -> date.addMonth(month + 1), () -> date.add(third));
        return at + 4;
    }

    private static int month(String token) {
        OptionalInt month = DateWords.month(token);
        require(month.isPresent());
        return month.getAsInt();
    }

    /** A number by itself: an hour with a.m. or p.m., or a part of the date. */
    private int loose(int at, BigDecimal value) {
        if (!has(at + 1) || DateWords.isJump(tokens.get(at + 1))) {
            if (has(at + 2) && DateWords.half(tokens.get(at + 2)).isPresent()) {
                time[0] = adjusted(
                        whole(value), DateWords.half(tokens.get(at + 2)).getAsInt());
                return at + 2;
            }
            date.add(value);
            return at + 1;
        }
        OptionalInt half = DateWords.half(tokens.get(at + 1));
        if (half.isPresent() && value.signum() >= 0 && value.compareTo(BigDecimal.valueOf(24)) < 0) {
            time[0] = adjusted(whole(value), half.getAsInt());
            return at + 1;
        }
        require(date.couldBeDay(value));
        date.add(value);
        return at;
    }

    private void minutes(BigDecimal value) {
        time[1] = whole(value);
        time[2] = fraction(value).signum() == 0
                ? null
                : Integer.valueOf(whole(fraction(value).multiply(SIXTY)));
    }

    private static int seconds(String text) {
        String[] parts = text.split("\\.", -1);
        require(parts.length <= 2);
        if (parts.length == 2 && !parts[1].isEmpty()) {
            Integer.parseInt(parts[1].substring(0, Math.min(6, parts[1].length())));
        }
        return Integer.parseInt(parts[0]);
    }

    private static BigDecimal fraction(BigDecimal value) {
        return value.subtract(value.setScale(0, RoundingMode.DOWN));
    }

    static BigDecimal number(String token) {
        return new BigDecimal(token);
    }

    private boolean has(int at) {
        return at < tokens.size();
    }

    private boolean is(int at, String token) {
        return has(at) && tokens.get(at).equals(token);
    }
}
