package io.sluice.activities.release.certified;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the history of a source that a lifetime is made of is certified from its declared beginning on. Source: decision 027. */
public final class Beginnings {
    private Beginnings() {}

    /** A sentence for each source of a lifetime that is not; runs in the order of the plan's sources, none of them empty. */
    public static List<String> missing(ViewPlan plan, List<CertifiedRun> runs) {
        return plan.features().stream()
                .filter(Beginnings::isLifetime)
                .map(FeaturePlan::source)
                .distinct()
                .flatMap(source -> missing(runs.get(source)).stream())
                .toList();
    }

    private static boolean isLifetime(FeaturePlan plan) {
        Feature.Window window = plan.feature().window();
        return window != null && window.length() == null;
    }

    private static List<String> missing(CertifiedRun run) {
        Source source = run.source();
        String name = source.name();
        Instant begins = source.historyFrom();
        if (begins == null) {
            return List.of(("Source %s does not say when its history begins, which a window of lifetime needs: write"
                            + " history_from in source %s and apply the project")
                    .formatted(name, name));
        }
        List<String> missing = new ArrayList<>();
        Instant complete = Instant.ofEpochMilli(run.firstCompleteInstant());
        if (complete.isAfter(begins)) {
            missing.add(
                    "The history of source %s begins at %s (history_from), and is certified without a gap only from %s on: ingest its partitions before that, or correct history_from"
                            .formatted(name, begins, complete));
        }
        older(run, begins)
                .ifPresent(rows -> missing.add(
                        "The history of source %s begins at %s (history_from), but there are certified rows of %s: correct history_from"
                                .formatted(name, begins, rows)));
        return missing;
    }

    /** What contradicts the declaration; inside the first partition nobody looks. */
    private static Optional<String> older(CertifiedRun run, Instant begins) {
        if (CertifiedRun.isExported(run.source())) {
            return run.firstCompleteInstant() < begins.toEpochMilli()
                    ? Optional.of(
                            Instant.ofEpochMilli(run.firstCompleteInstant()).toString())
                    : Optional.empty();
        }
        return run.olderThan(begins.toEpochMilli()).stream().findFirst();
    }
}
