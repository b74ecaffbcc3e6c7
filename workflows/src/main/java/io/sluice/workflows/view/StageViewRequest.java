package io.sluice.workflows.view;

import io.sluice.workflows.registry.ViewSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the change points of a view for a range of days, staged but not published.
 *
 * @param from first day, for example 2010-12-01
 * @param to last day, inclusive
 * @param runs of those days the ones that are wanted, such as {@code 2010-12-03..2010-12-05}; all when there is none
 */
public record StageViewRequest(
        ViewSettings view,
        String from,
        String to,
        String run,
        int attempt,
        List<String> quarantineRules,
        @Nullable List<String> runs) {
    public StageViewRequest {
        quarantineRules = List.copyOf(quarantineRules);
        runs = runs == null ? List.of() : List.copyOf(runs);
    }

    /** All days of the range. */
    public StageViewRequest(
            ViewSettings view, String from, String to, String run, int attempt, List<String> quarantineRules) {
        this(view, from, to, run, attempt, quarantineRules, List.of());
    }
}
