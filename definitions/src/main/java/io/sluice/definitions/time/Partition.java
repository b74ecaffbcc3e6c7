package io.sluice.definitions.time;

import io.sluice.definitions.model.Source.Partitioning;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The unit in which a source is landed, gated and published: a span of event time with a label.
 *
 * @param label {@code 2010-12-01}, {@code 2010-12-01T05}, {@code 2010-12}, or {@code all} for an unpartitioned source
 * @param start epoch milliseconds, the first instant inside; {@link Long#MIN_VALUE} for {@code all}
 * @param end epoch milliseconds, the first instant after; {@link Long#MAX_VALUE} for {@code all}
 */
public record Partition(Partitioning partitioning, String label, long start, long end) {
    /** The label of the only partition of an unpartitioned source. */
    public static final String ALL = "all";

    /** The most partitions a range may name: fifty years of hours. */
    private static final int LONGEST_RANGE = 440_000;

    private static final DateTimeFormatter MONTH = formatter("uuuu-MM");
    private static final DateTimeFormatter DAY = formatter("uuuu-MM-dd");
    private static final DateTimeFormatter HOUR = formatter("uuuu-MM-dd'T'HH");
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}(T\\d{2})?)?");

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException with a sentence that names the label and the form that fits
     */
    public static Partition parse(String label, Partitioning partitioning) {
        if (partitioning == Partitioning.NONE) {
            if (label.equals(ALL)) {
                return all();
            }
            throw invalid(label, partitioning, null);
        }
        try {
            Partition partition = of(FORM.matcher(label).matches() ? instant(label) : null, partitioning);
            if (partition != null && partition.label().equals(label)) {
                return partition;
            }
        } catch (DateTimeException wrong) {
            throw invalid(label, partitioning, wrong);
        }
        throw invalid(label, partitioning, null);
    }

    /**
     * Reads a label of whatever form.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Partition read(String label) {
        return switch (label.length()) {
            case 3 -> parse(label, Partitioning.NONE);
            case 7 -> parse(label, Partitioning.MONTH);
            case 13 -> parse(label, Partitioning.HOUR);
            default -> parse(label, Partitioning.DAY);
        };
    }

    /** The partition that holds an instant. */
    public static Partition at(long epochMillis, Partitioning partitioning) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZoneOffset.UTC);
        return partitioning == Partitioning.NONE ? all() : starting(floor(time, partitioning), partitioning);
    }

    /** The label of the day that holds an instant, epoch milliseconds: 2010-12-01. */
    public static String dayOf(long epochMillis) {
        return at(epochMillis, Partitioning.DAY).label();
    }

    /**
     * Every partition from one label to another, both inclusive, in order.
     *
     * @throws IllegalArgumentException for a bad label and for a range that ends before it begins
     */
    public static List<Partition> range(String from, String to, Partitioning partitioning) {
        Partition last = parse(to, partitioning);
        Partition next = parse(from, partitioning);
        if (next.start > last.start) {
            throw new IllegalArgumentException("The range begins at " + from + ", after its end " + to);
        }
        List<Partition> range = new ArrayList<>();
        for (; next.start < last.start; next = next.next()) {
            if (range.size() == LONGEST_RANGE) {
                throw new IllegalArgumentException("The range " + from + " to " + to + " has more than " + LONGEST_RANGE
                        + " partitions: split it");
            }
            range.add(next);
        }
        range.add(next);
        return List.copyOf(range);
    }

    /** The one after; {@code all} has none. */
    public Partition next() {
        requireNeighbours();
        return at(end, partitioning);
    }

    /** The one before; {@code all} has none. */
    public Partition previous() {
        requireNeighbours();
        return at(start - 1, partitioning);
    }

    /** Whether an instant lies inside. */
    public boolean contains(long epochMillis) {
        return epochMillis >= start && (epochMillis < end || end == Long.MAX_VALUE);
    }

    /** What a label looks like, to be put into a sentence. */
    public static String form(Partitioning partitioning) {
        return switch (partitioning) {
            case HOUR -> "an hour such as 2010-12-01T05";
            case DAY -> "a day such as 2010-12-01";
            case MONTH -> "a month such as 2010-12";
            case NONE -> "the word all";
        };
    }

    private static Partition all() {
        return new Partition(Partitioning.NONE, ALL, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void requireNeighbours() {
        if (partitioning == Partitioning.NONE) {
            throw new IllegalStateException("An unpartitioned source has one partition, all");
        }
    }

    private static @Nullable Partition of(@Nullable LocalDateTime time, Partitioning partitioning) {
        return time == null ? null : starting(floor(time, partitioning), partitioning);
    }

    private static LocalDateTime instant(String label) {
        String whole = label.length() == 7 ? label + "-01T00" : label.length() == 10 ? label + "T00" : label;
        return LocalDateTime.parse(whole, HOUR);
    }

    private static LocalDateTime floor(LocalDateTime time, Partitioning partitioning) {
        LocalDateTime day = time.toLocalDate().atStartOfDay();
        return switch (partitioning) {
            case HOUR -> day.withHour(time.getHour());
            case DAY, NONE -> day;
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private static Partition starting(LocalDateTime start, Partitioning partitioning) {
        return switch (partitioning) {
            case HOUR -> of(partitioning, start, start.plusHours(1), HOUR);
            case DAY -> of(partitioning, start, start.plusDays(1), DAY);
            case MONTH -> of(partitioning, start, start.plusMonths(1), MONTH);
            case NONE -> all();
        };
    }

    private static Partition of(
            Partitioning partitioning, LocalDateTime start, LocalDateTime end, DateTimeFormatter label) {
        return new Partition(partitioning, label.format(start), millis(start), millis(end));
    }

    private static long millis(LocalDateTime time) {
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static IllegalArgumentException invalid(
            String label, Partitioning partitioning, @Nullable Throwable cause) {
        String sentence = "Invalid partition: expected " + form(partitioning) + ", not " + label;
        return new IllegalArgumentException(sentence, cause);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
