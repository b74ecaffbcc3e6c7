package io.sluice.activities.view.engine.day;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The days that are computed, as runs without a gap.
 *
 * @param runs ascending, none touching another; at least one
 */
public record WantedDays(List<DayRange> runs) implements Serializable {
    public WantedDays {
        runs = joined(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("Invalid days: none is wanted");
        }
    }

    private static List<DayRange> joined(Collection<DayRange> runs) {
        List<DayRange> joined = new ArrayList<>();
        for (DayRange run :
                runs.stream().sorted(Comparator.comparing(DayRange::from)).toList()) {
            DayRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || last.end() < run.start()) {
                joined.add(run);
            } else if (run.to().isAfter(last.to())) {
                joined.set(joined.size() - 1, new DayRange(last.from(), run.to()));
            }
        }
        return List.copyOf(joined);
    }

    /** Every day, as partition values are written. */
    public List<String> labels() {
        return runs.stream().flatMap(run -> run.days().stream()).toList();
    }

    /** The first and the last day; there may be others between that are not wanted. */
    public DayRange hull() {
        return new DayRange(runs.get(0).from(), runs.get(runs.size() - 1).to());
    }

    /** The first instants of the wanted months' first days. */
    public List<Long> months() {
        return runs.stream().flatMap(run -> run.months().stream()).toList();
    }

    /** Whether an instant, epoch milliseconds, lies in one of the days. */
    public boolean contains(long instant) {
        int low = 0;
        int high = runs.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (runs.get(middle).start() <= instant) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        DayRange run = runs.get(low);
        return run.start() <= instant && instant < run.end();
    }

    /** How many days there are. */
    public int size() {
        return runs.stream()
                .mapToInt(run -> Math.toIntExact(run.from().until(run.to(), java.time.temporal.ChronoUnit.DAYS)) + 1)
                .sum();
    }

    /** One day after the other. */
    public List<LocalDate> days() {
        return runs.stream()
                .flatMap(run -> run.from().datesUntil(run.to().plusDays(1)))
                .toList();
    }
}
