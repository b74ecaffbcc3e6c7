package io.sluice.quality.python;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A format as of Python's {@code datetime.strptime}, in the C locale: made a regular expression as Python does, then
 * the parts must make a date.
 */
public final class TimeFormat {
    private static final Map<Character, String> DIRECTIVES = directives();

    private final Pattern pattern;

    private TimeFormat(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException when Python could not parse with the format */
    public static TimeFormat of(String format) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < format.length()) {
            char letter = format.charAt(at);
            if (letter == '%') {
                regex.append(directive(format, at, regex));
                at += 2;
            } else if (isSpace(letter)) {
                regex.append("\\s+");
                while (at < format.length() && isSpace(format.charAt(at))) {
                    at++;
                }
            } else {
                regex.append(Pattern.quote(String.valueOf(letter)));
                at++;
            }
        }
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
        return new TimeFormat(Pattern.compile(regex.toString(), flags));
    }

    private static String directive(String format, int at, StringBuilder before) {
        if (at + 1 >= format.length()) {
            throw new IllegalArgumentException("a % at the end");
        }
        char letter = format.charAt(at + 1);
        String regex = DIRECTIVES.get(letter);
        if (regex == null) {
            throw new IllegalArgumentException("%" + letter + " cannot be parsed");
        }
        if (before.indexOf("(?<" + letter + ">") >= 0) {
            throw new IllegalArgumentException("%" + letter + " comes twice");
        }
        return regex;
    }

    /** Whether the whole of a text is a time in the format. */
    public boolean matches(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() && isDate(matcher);
    }

    /** The parts that Python reads as a date must be one; of a leap day without a year it says no. */
    private boolean isDate(Matcher matcher) {
        try {
            @Nullable Integer second = number(matcher, 'S');
            if (second != null && second > 59) {
                return false; // Python parses leap seconds and then finds no time for them
            }
            @Nullable Integer year = year(matcher);
            @Nullable Integer month = month(matcher);
            @Nullable Integer day = number(matcher, 'd');
            @Nullable Integer dayOfYear = number(matcher, 'j');
            if (dayOfYear != null && month == null && day == null) {
                // As Python: the day 366 of a year without one is the first day of the next.
                LocalDate.ofYearDay(year == null ? 1900 : year, 1);
                return true;
            }
            LocalDate.of(year == null ? 1900 : year, month == null ? 1 : month, day == null ? 1 : day);
            return isWeekDate(matcher);
        } catch (DateTimeException noDate) {
            return false;
        }
    }

    /** ISO weeks need their year, their weekday and no other; week 53 must exist. */
    private boolean isWeekDate(Matcher matcher) {
        @Nullable Integer isoWeek = number(matcher, 'V');
        @Nullable Integer isoYear = number(matcher, 'G');
        if (isoWeek == null && isoYear == null) {
            return true;
        }
        boolean weekday = has(matcher, 'A') || has(matcher, 'a') || has(matcher, 'w') || has(matcher, 'u');
        if (isoWeek == null || isoYear == null || !weekday || has(matcher, 'j')) {
            return false;
        }
        long weeks = java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR
                .rangeRefinedBy(LocalDate.of(isoYear, 6, 1))
                .getMaximum();
        return isoYear > 0 && isoWeek > 0 && isoWeek <= weeks;
    }

    private @Nullable Integer year(Matcher matcher) {
        @Nullable Integer full = number(matcher, 'Y');
        @Nullable Integer small = number(matcher, 'y');
        if (full != null && full < 1) {
            throw new DateTimeException("no such year");
        }
        return full != null || small == null ? full : Integer.valueOf(small <= 68 ? 2000 + small : 1900 + small);
    }

    private @Nullable Integer month(Matcher matcher) {
        for (char directive : new char[] {'B', 'b'}) {
            if (has(matcher, directive)) {
                String name = matcher.group(String.valueOf(directive)).toLowerCase(java.util.Locale.ROOT);
                return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.substring(0, 3)) / 3 + 1;
            }
        }
        return number(matcher, 'm');
    }

    private @Nullable Integer number(Matcher matcher, char directive) {
        return has(matcher, directive)
                ? Integer.valueOf(matcher.group(String.valueOf(directive)).strip())
                : null;
    }

    private boolean has(Matcher matcher, char directive) {
        return pattern.pattern().contains("(?<" + directive + ">") && matcher.group(String.valueOf(directive)) != null;
    }

    private static boolean isSpace(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    private static Map<Character, String> directives() {
        Map<Character, String> all = new LinkedHashMap<>();
        all.put('d', "(?<d>3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9])");
        all.put('f', "(?<f>[0-9]{1,6})");
        all.put('H', "(?<H>2[0-3]|[0-1]\\d|\\d)");
        all.put('I', "(?<I>1[0-2]|0[1-9]|[1-9]| [1-9])");
        all.put('G', "(?<G>\\d\\d\\d\\d)");
        all.put('j', "(?<j>36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])");
        all.put('m', "(?<m>1[0-2]|0[1-9]|[1-9])");
        all.put('M', "(?<M>[0-5]\\d|\\d)");
        all.put('S', "(?<S>6[0-1]|[0-5]\\d|\\d)");
        all.put('U', "(?<U>5[0-3]|[0-4]\\d|\\d)");
        all.put('W', "(?<W>5[0-3]|[0-4]\\d|\\d)");
        all.put('V', "(?<V>5[0-3]|0[1-9]|[1-4]\\d|\\d)");
        all.put('u', "(?<u>[1-7])");
        all.put('w', "(?<w>[0-6])");
        all.put('y', "(?<y>\\d\\d)");
        all.put('Y', "(?<Y>\\d\\d\\d\\d)");
        all.put('z', "(?<z>[+-]\\d\\d:?[0-5]\\d(:?[0-5]\\d(\\.\\d{1,6})?)?|Z)");
        all.put('A', "(?<A>monday|tuesday|wednesday|thursday|friday|saturday|sunday)");
        all.put('a', "(?<a>mon|tue|wed|thu|fri|sat|sun)");
        all.put('B', "(?<B>january|february|march|april|may|june|july|august|september|october|november|december)");
        all.put('b', "(?<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)");
        all.put('p', "(?<p>am|pm)");
        all.put('Z', "(?<Z>utc|gmt)");
        all.put('%', "%");
        all.put(
                'c',
                all.get('a') + "\\s+" + all.get('b') + "\\s+" + all.get('d') + "\\s+" + all.get('H') + ":"
                        + all.get('M') + ":" + all.get('S') + "\\s+" + all.get('Y'));
        all.put('x', all.get('m') + "/" + all.get('d') + "/" + all.get('y'));
        all.put('X', all.get('H') + ":" + all.get('M') + ":" + all.get('S'));
        return all;
    }
}
