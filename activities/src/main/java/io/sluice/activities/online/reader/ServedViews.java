package io.sluice.activities.online.reader;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.Pointer.KeyColumn;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pointers tell readers: a view's definitions in the form in which the store keeps them. */
public final class ServedViews {
    private ServedViews() {}

    /** A generation that holds a release. */
    public static Live live(ReleasedView release, Pointer.Target target) {
        return live(release.plan(), release.definitionVersion(), release.featureVersions(), target);
    }

    /**
     * A generation that holds a version of a view, from a release or only from streams.
     *
     * @param featureVersions by feature name; a feature that is not there has the version of its view
     */
    public static Live live(
            ViewPlan plan, String definitionVersion, Map<String, String> featureVersions, Pointer.Target target) {
        List<KeyColumn> keys = plan.entity().keys().stream()
                .map(key -> new KeyColumn(key.name(), key.type().toString()))
                .toList();
        Duration freshness = plan.view().freshness();
        return new Live(
                target,
                definitionVersion,
                keys,
                freshness == null ? null : freshness.toMillis(),
                plan.features().stream()
                        .map(feature -> served(
                                plan,
                                feature,
                                featureVersions.getOrDefault(feature.feature().name(), definitionVersion)))
                        .toList());
    }

    private static ServedFeature served(ViewPlan plan, FeaturePlan planned, String version) {
        Feature feature = planned.feature();
        Source source = planned.source() < 0
                ? null
                : plan.sources().get(planned.source()).source();
        return new ServedFeature(
                feature.name(),
                version,
                planned.type().toString(),
                source == null ? null : source.name(),
                ttlSeconds(feature),
                feature.nullPolicy().kind().name(),
                feature.nullPolicy().literal(),
                source == null || source.stream() == null ? hopMs(feature.window()) : null,
                source == null ? 0 : source.delay().toMillis(),
                feature.expression());
    }

    private static @Nullable Long ttlSeconds(Feature feature) {
        Window window = feature.window();
        Duration ttl = window == null ? feature.ttl() : window.length();
        return ttl == null ? null : ttl.toSeconds();
    }

    private static @Nullable Long hopMs(@Nullable Window window) {
        return window == null || window.update() == Update.EVENT
                ? null
                : window.hop().toMillis();
    }
}
