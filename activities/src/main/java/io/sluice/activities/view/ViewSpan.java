package io.sluice.activities.view;

import java.io.Serializable;
import java.util.List;

/**
 * What is computed.
 *
 * @param first first instant whose change points are written, epoch milliseconds
 * @param last last instant: the end of the range, or what is certified if that is less
 * @param months first instants of the months whose carry rows are written, ascending
 * @param run recorded in every row
 */
record ViewSpan(long first, long last, List<Long> months, String run) implements Serializable {
    static ViewSpan of(DayRange days, long certifiedThrough, String run) {
        long last = Math.min(days.end() - 1, certifiedThrough);
        return new ViewSpan(
                days.start(),
                last,
                days.months().stream().filter(month -> month - 1 <= last).toList(),
                run);
    }

    ViewSpan {
        months = List.copyOf(months);
    }
}
