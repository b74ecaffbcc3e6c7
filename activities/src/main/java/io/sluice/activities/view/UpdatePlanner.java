package io.sluice.activities.view;

import io.sluice.activities.release.certified.StaleDays;
import io.sluice.activities.view.engine.day.DayRange;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.workflows.view.ViewUpdatePlan;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Puts stale days into runs, and why they are stale into a sentence. */
final class UpdatePlanner {
    private static final int REASONS = 3;

    private UpdatePlanner() {}

    static ViewUpdatePlan plan(SortedMap<String, String> stale) {
        if (stale.isEmpty()) {
            return new ViewUpdatePlan(List.of(), "every certified day is what published rows give");
        }
        WantedDays days = new WantedDays(stale.keySet().stream()
                .map(LocalDate::parse)
                .map(day -> new DayRange(day, day))
                .toList());
        List<String> runs = days.runs().stream().map(DayRange::label).toList();
        Map<String, Integer> reasons = StaleDays.reasons(stale);
        String why = reasons.entrySet().stream()
                .limit(REASONS)
                .map(reason -> reasons.size() == 1
                        ? reason.getKey()
                        : reason.getKey() + " (" + counted(reason.getValue()) + ")")
                .collect(Collectors.joining("; "));
        String more = reasons.size() > REASONS ? "; and %d more reasons".formatted(reasons.size() - REASONS) : "";
        return new ViewUpdatePlan(
                runs, "%s: %s, because: %s%s".formatted(counted(stale.size()), shown(runs), why, more));
    }

    private static String shown(List<String> runs) {
        return runs.size() <= 5
                ? String.join(", ", runs)
                : "%s and %d more runs, the last %s".formatted(runs.get(0), runs.size() - 2, runs.get(runs.size() - 1));
    }

    private static String counted(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
