package io.sluice.workflows.view;

import java.util.List;

/**
 * Which days of a view are computed, and why.
 *
 * @param runs such as {@code 2010-12-03..2010-12-05}, ascending; none when nothing is stale
 * @param why one sentence
 */
public record ViewUpdatePlan(List<String> runs, String why) {
    private static final String DOTS = "..";

    public ViewUpdatePlan {
        runs = List.copyOf(runs);
    }

    /** All days from one to another, because somebody asked for them. */
    static ViewUpdatePlan asked(String from, String to) {
        return new ViewUpdatePlan(List.of(from + DOTS + to), "asked for");
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The first day. */
    String from() {
        String first = runs.get(0);
        return first.substring(0, first.indexOf(DOTS));
    }

    /** The last day. */
    String to() {
        String last = runs.get(runs.size() - 1);
        return last.substring(last.indexOf(DOTS) + DOTS.length());
    }
}
