package io.sluice.activities.online;

import io.sluice.definitions.changepoint.ViewPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Releases that a test declares. */
public final class TestingReleases implements ReleasedViews {
    private final List<ReleasedView> releases = new ArrayList<>();

    /** Adds the next release of a view at definition {@code version}. */
    public ReleasedView add(
            ViewPlan plan, String version, String snapshotId, Instant certifiedThrough, Map<String, String> others) {
        String view = plan.view().name();
        long number = 1
                + releases.stream()
                        .filter(release -> release.view().equals(view))
                        .count();
        ReleasedView release = new ReleasedView(
                view,
                "%s@%s-%06d".formatted(view, version, number),
                number,
                version,
                "views." + view + "_" + version,
                snapshotId,
                certifiedThrough.toEpochMilli(),
                plan,
                Map.of(),
                others);
        releases.add(release);
        return release;
    }

    @Override
    public Optional<ReleasedView> newest(String view) {
        return releases.stream().filter(release -> release.view().equals(view)).reduce((older, newer) -> newer);
    }

    @Override
    public SortedSet<String> views() {
        return releases.stream().map(ReleasedView::view).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Optional<ReleasedView> named(String view, String name) {
        return releases.stream()
                .filter(release ->
                        release.view().equals(view) && release.release().equals(name))
                .findFirst();
    }
}
