package io.sluice.activities.online;

import java.util.Optional;

/** The releases of views. */
public interface ReleasedViews {
    /** The newest release of a view; empty when it has none. */
    Optional<ReleasedView> newest(String view);

    /** A release by its name; empty when there is none. */
    Optional<ReleasedView> named(String view, String release);
}
