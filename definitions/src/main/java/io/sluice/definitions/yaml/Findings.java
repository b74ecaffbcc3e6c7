package io.sluice.definitions.yaml;

import io.sluice.definitions.project.Finding;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that one reading reports all of it. The same thing is reported once. */
public final class Findings {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::path)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::message);

    private final Set<Finding> found = new LinkedHashSet<>();

    /** Adds one sentence about a place. */
    public void add(Place place, String message) {
        found.add(new Finding(place.path(), place.line(), place.column(), message));
    }

    /** All of them by path, line and column. */
    public List<Finding> sorted() {
        return found.stream().sorted(ORDER).toList();
    }

    /** How many there are; a caller compares two counts to learn whether something went wrong in between. */
    public int count() {
        return found.size();
    }
}
