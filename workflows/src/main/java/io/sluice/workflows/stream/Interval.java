package io.sluice.workflows.stream;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The offsets of one checkpoint in a partition of the log, written {@code <epoch>:<from>-<to>}, both inclusive.
 *
 * @param epoch the incarnation of the app that judged it
 */
public record Interval(long epoch, long from, long to) implements Comparable<Interval> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})-([0-9]{1,18})");

    public Interval {
        if (epoch < 0 || from < 0 || to < from) {
            throw new IllegalArgumentException("Invalid interval: %d:%d-%d".formatted(epoch, from, to));
        }
    }

    /** Reads the written form. */
    public static Interval parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Invalid interval, <epoch>:<from>-<to> is expected: " + text);
        }
        return new Interval(
                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /** By incarnation, then by offset: prefixes are released in this order. */
    @Override
    public int compareTo(Interval other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        int byStart = byEpoch != 0 ? byEpoch : Long.compare(from, other.from);
        return byStart != 0 ? byStart : Long.compare(to, other.to);
    }

    @Override
    public String toString() {
        return "%d:%d-%d".formatted(epoch, from, to);
    }
}
