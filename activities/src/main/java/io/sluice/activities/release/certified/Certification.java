package io.sluice.activities.release.certified;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * From when to when a view is certified.
 *
 * @param from epoch milliseconds, the first instant at which every feature is complete
 * @param through epoch milliseconds, the last instant for which all input has been certified; before {@code from} when no
 *     instant is certified
 * @param last the feature that is complete last
 */
public record Certification(long from, long through, Feature last) {
    /** Both instants, from the runs of all sources of a plan, in the order of the plan; none may be empty. */
    public static Certification of(ViewPlan plan, List<CertifiedRun> runs) {
        long through =
                runs.stream().mapToLong(CertifiedRun::certifiedThrough).min().orElseThrow();
        FeaturePlan last = plan.features().stream()
                .filter(feature -> feature.source() >= 0)
                .max(Comparator.comparingLong(feature -> certifiedFrom(feature, runs)))
                .orElseThrow();
        return new Certification(certifiedFrom(last, runs), through, last.feature());
    }

    private static long certifiedFrom(FeaturePlan feature, List<CertifiedRun> runs) {
        return certifiedFrom(feature, runs.get(feature.source()));
    }

    private static long certifiedFrom(FeaturePlan plan, CertifiedRun run) {
        Feature feature = plan.feature();
        Source source = run.source();
        long first = run.firstCompleteInstant();
        long delay = source.delay().toMillis();
        Feature.Window window = feature.window();
        if (window == null) {
            Duration ttl = feature.ttl();
            return first + delay + (ttl == null ? 0 : ttl.toMillis() + 1);
        }
        Duration length = window.length();
        if (length == null) {
            // That it is declared, and certified from there on, is a precondition.
            Instant begins = requireNonNull(source.historyFrom(), "historyFrom is null");
            return begins.toEpochMilli() + delay;
        }
        long hop = window.hop().toMillis();
        return -Math.floorDiv(-first, hop) * hop + length.toMillis() + delay;
    }
}
