package io.sluice.activities.online.materialize;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.KeyColumn;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.activities.online.reader.ServedFeature;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Feature.Window;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pointer tells readers about a release. */
final class ServedViews {
    private ServedViews() {}

    static Live live(ReleasedView release, Pointer.Target target) {
        ViewPlan plan = release.plan();
        List<KeyColumn> keys = plan.entity().keys().stream()
                .map(key -> new KeyColumn(key.name(), key.type().toString()))
                .toList();
        Duration freshness = plan.view().freshness();
        return new Live(
                target,
                release.definitionVersion(),
                keys,
                freshness == null ? null : freshness.toMillis(),
                plan.features().stream()
                        .map(feature -> served(release, feature))
                        .toList());
    }

    private static ServedFeature served(ReleasedView release, FeaturePlan planned) {
        Feature feature = planned.feature();
        Source source = planned.source() < 0
                ? null
                : release.plan().sources().get(planned.source()).source();
        return new ServedFeature(
                feature.name(),
                release.featureVersions().getOrDefault(feature.name(), release.definitionVersion()),
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
