package io.sluice.activities.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of a list an answer shows.
 *
 * @param entries at most
 */
record Bound(int entries) {
    /** What an answer shows where it is not too large. */
    static final Bound WIDEST = new Bound(20);

    private static final int CHARACTERS = 500;

    /** Half of it, or nothing smaller where one entry is left. */
    Bound narrower() {
        return new Bound(Math.max(1, entries / 2));
    }

    boolean isNarrowest() {
        return entries == 1;
    }

    /** The first entries, each as far as it is not too long, and how many more there are. */
    List<String> of(List<String> all) {
        List<String> shown = new ArrayList<>();
        all.stream()
                .limit(entries)
                .map(text -> text.length() <= CHARACTERS ? text : text.substring(0, CHARACTERS) + "…")
                .forEach(shown::add);
        if (all.size() > entries) {
            shown.add("… %d more".formatted(all.size() - entries));
        }
        return shown;
    }
}
