package io.sluice.activities.view.engine;

import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Time cut into segments: those whose change points are wanted are evaluated, what lies before and between is only folded into
 * states. A heavy key has more cuts, so that its segments go to different tasks.
 *
 * @param segments first the ordinary ones, ascending, then the heavy ones, ascending
 * @param ordinary how many are ordinary
 */
record Timeline(List<Segment> segments, int ordinary) implements Serializable {
    private static final long DAY = 86_400_000;

    /** More runs than this are computed as one; what is not wanted is dropped where it comes out. */
    private static final int MOST_RUNS = 32;

    /**
     * A span of arrivals.
     *
     * @param start first instant
     * @param end first instant after
     * @param months first instants of the months whose carry rows are written with it
     */
    record Segment(long start, long end, boolean evaluated, List<Long> months) implements Serializable {
        Segment {
            months = List.copyOf(months);
        }

        static Segment folded(long start, long end) {
            return new Segment(start, end, false, List.of());
        }
    }

    Timeline {
        segments = List.copyOf(segments);
    }

    /**
     * Cuts time.
     *
     * @param last the last instant whose change points are written; the carry row of a month needs what is before it only
     * @param pieces into how many segments heavy keys are cut, about
     */
    static Timeline of(WantedDays days, long last, int pieces) {
        WantedDays wanted = days.runs().size() > MOST_RUNS ? new WantedDays(List.of(days.hull())) : days;
        List<Segment> segments = new ArrayList<>();
        for (DayRange run : wanted.runs()) {
            add(segments, run.start(), Math.min(run.end(), last + 1), days, last);
        }
        int ordinary = segments.size();
        List<Segment> heavy = new ArrayList<>();
        int daysEach = Math.max(1, -Math.floorDiv(-wanted.size(), Math.max(1, pieces)));
        int count = 0;
        long from = 0;
        for (LocalDate day : wanted.days()) {
            long start = DayRange.millis(day);
            boolean ends = count + 1 == daysEach || !wanted.contains(start + DAY);
            from = count == 0 ? start : from;
            count = ends ? 0 : count + 1;
            if (ends) {
                add(heavy, from, Math.min(start + DAY, last + 1), days, last);
            }
        }
        segments.addAll(heavy);
        return new Timeline(segments, ordinary);
    }

    private static void add(List<Segment> segments, long start, long end, WantedDays days, long last) {
        if (start > end) {
            return;
        }
        List<Long> months = days.months().stream()
                .filter(month -> month >= start && (month < end || month == end && end == last + 1))
                .toList();
        if (start == end && months.isEmpty()) {
            return;
        }
        long before = segments.isEmpty() ? Long.MIN_VALUE : segments.get(segments.size() - 1).end;
        if (before < start) {
            segments.add(Segment.folded(before, start));
        }
        segments.add(new Segment(start, end, true, months));
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Segment segment(int index) {
        return segments.get(index);
    }

    /** The index of the last segment of the list that a segment is in. */
    int lastOf(int index) {
        return (index < ordinary ? ordinary : segments.size()) - 1;
    }

    /** The start of the last segment: rows that arrive from there on are only evaluated. */
    long lastStart(boolean heavy) {
        return segments.get(heavy ? segments.size() - 1 : ordinary - 1).start;
    }

    /** The index of the segment in which a row arrives. */
    Column index(Column arrival, Column heavy) {
        return functions.when(heavy, index(arrival, ordinary, segments.size())).otherwise(index(arrival, 0, ordinary));
    }

    private Column index(Column arrival, int from, int to) {
        Column index = functions.lit(to - 1);
        for (int i = to - 2; i >= from; i--) {
            index = functions.when(arrival.lt(segments.get(i).end), i).otherwise(index);
        }
        return index;
    }

    /** Whether the segment of a row comes before another one, so that its rows have to be folded. */
    Column isBeforeLast(Column index) {
        return index.notEqual(lastOf(0)).and(index.notEqual(segments.size() - 1));
    }

    /** Whether the segment of a row is evaluated. */
    Column isEvaluated(Column index) {
        List<Object> evaluated = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).evaluated) {
                evaluated.add(i);
            }
        }
        return index.isin(evaluated.toArray());
    }
}
