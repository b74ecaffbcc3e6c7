package io.sluice.activities.online;

import java.util.Optional;
import java.util.SortedSet;

/** The releases of views. */
public interface ReleasedViews {
    /** The newest release of a view; empty when it has none. */
    Optional<ReleasedView> newest(String view);

    /** The names of all views that have a release. */
    SortedSet<String> views();

    /** A release by its name; empty when there is none. */
    Optional<ReleasedView> named(String view, String release);
}
