package io.sluice.quality.python.date;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a text that are year, month or day, told apart as dateutil does ({@code _ymd}). What it refuses with a
 * ValueError is refused with an IllegalArgumentException.
 */
final class DateParts {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private final List<Integer> values = new ArrayList<>();
    private int year = -1;
    private int month = -1;
    private int day = -1;
    private boolean century;

    /** Year, month and day; null where the text does not say. */
    record Resolved(
            @Nullable Integer year,
            @Nullable Integer month,
            @Nullable Integer day) {}

    int size() {
        return values.size();
    }

    boolean isCenturySpecified() {
        return century;
    }

    /** Adds a number as it is written: more than two digits are a year. */
    void add(String digits) {
        boolean isYear = digits.length() > 2 && digits.chars().allMatch(Character::isDigit);
        century |= isYear;
        put(Integer.parseInt(digits), isYear);
    }

    /** Adds a number whose digits were lost: above 100 it is a year. */
    void add(BigDecimal number) {
        boolean isYear = number.compareTo(BigDecimal.valueOf(100)) > 0;
        century |= isYear;
        put(whole(number), isYear);
    }

    void addYear(String digits) {
        century |= digits.length() > 2;
        put(Integer.parseInt(digits), true);
    }

    void addMonth(int number) {
        require(month < 0);
        values.add(number);
        month = values.size() - 1;
    }

    private void put(int value, boolean isYear) {
        values.add(value);
        if (isYear) {
            require(year < 0);
            year = values.size() - 1;
        }
    }

    /** Whether a number may still be the day. */
    boolean couldBeDay(BigDecimal number) {
        int most = month < 0 ? 31 : daysOf(year < 0 ? 2000 : values.get(year), values.get(month));
        return day < 0 && number.compareTo(BigDecimal.ONE) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    Resolved resolved() {
        require(values.size() <= 3);
        int known = (year < 0 ? 0 : 1) + (month < 0 ? 0 : 1) + (day < 0 ? 0 : 1);
        if (known > 0 && (known == values.size() || values.size() == 3 && known == 2)) {
            return resolvedByPlace(known);
        }
        return switch (values.size()) {
            case 0 -> new Resolved(null, null, null);
            case 1 -> one();
            case 2 -> two(values.get(0), values.get(1));
            default -> three(values.get(0), values.get(1), values.get(2));
        };
    }

    private Resolved resolvedByPlace(int known) {
        int rest = 3 - (year < 0 ? 0 : year) - (month < 0 ? 0 : month) - (day < 0 ? 0 : day);
        boolean fill = known == 2 && values.size() == 3;
        return new Resolved(
                at(year < 0 && fill ? rest : year),
                at(month < 0 && fill ? rest : month),
                at(day < 0 && fill ? rest : day));
    }

    private @Nullable Integer at(int place) {
        return place < 0 ? null : values.get(place);
    }

    /** One number without a name. */
    private Resolved one() {
        int only = values.get(0);
        return only > 31 ? new Resolved(only, null, null) : new Resolved(null, null, only);
    }

    private Resolved two(int first, int second) {
        if (month >= 0) {
            int other = month == 0 ? second : first;
            return other > 31
                    ? new Resolved(other, values.get(month), null)
                    : new Resolved(null, values.get(month), other);
        }
        if (first > 31) {
            return new Resolved(first, second, null);
        }
        return second > 31 ? new Resolved(second, first, null) : new Resolved(null, first, second);
    }

    private Resolved three(int first, int second, int third) {
        return switch (month) {
            case 0 -> second > 31 ? new Resolved(second, first, third) : new Resolved(third, first, second);
            case 1 -> first > 31 ? new Resolved(first, second, third) : new Resolved(third, second, first);
            case 2 -> second > 31 ? new Resolved(second, third, first) : new Resolved(first, third, second);
            default -> threeNumbers(first, second, third);
        };
    }

    private Resolved threeNumbers(int first, int second, int third) {
        if (first > 31 || year == 0) {
            return new Resolved(first, second, third);
        }
        return first > 12 ? new Resolved(third, second, first) : new Resolved(third, first, second);
    }

    /** How many days a month has; refuses what is no month. */
    static int daysOf(int year, int month) {
        require(month >= 1 && month <= 12);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && !leap ? 28 : DAYS[month - 1];
    }

    /** The digits before the point; refuses what no part of a time can be. */
    static int whole(BigDecimal number) {
        require(number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0);
        return number.intValue();
    }

    static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("no date");
        }
    }
}
