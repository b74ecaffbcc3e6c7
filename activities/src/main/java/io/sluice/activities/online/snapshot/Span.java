package io.sluice.activities.online.snapshot;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** From which day on rows have to be read to find what changed. */
public final class Span {
    private Span() {}

    /**
     * The first day from which two readings of one month may differ: a day whose files differ, or the first instant that only
     * one of them has reached. Empty when they are of different months.
     */
    public static Optional<LocalDate> firstDifference(Reading before, Reading now) {
        if (!before.firstDay().equals(now.firstDay())) {
            return Optional.empty();
        }
        LocalDate reached = before.asOf() < now.asOf() ? before.lastDay() : now.lastDay();
        SortedMap<LocalDate, ViewTable.Day> left =
                before.days(before.firstDay()).headMap(reached);
        SortedMap<LocalDate, ViewTable.Day> right = now.days(now.firstDay()).headMap(reached);
        TreeSet<LocalDate> days = new TreeSet<>(left.keySet());
        days.addAll(right.keySet());
        return Optional.of(days.stream()
                .filter(day -> !sameFiles(left.get(day), right.get(day)))
                .findFirst()
                .orElse(reached));
    }

    private static boolean sameFiles(ViewTable.@Nullable Day left, ViewTable.@Nullable Day right) {
        return left != null && right != null && left.files().equals(right.files());
    }
}
