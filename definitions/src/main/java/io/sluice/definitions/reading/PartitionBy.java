package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.reading.feature.TypedFeature;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The default of {@code partition_by}: the keys of the entity of a source's views, when they use one entity. Source:
 * contract §2.
 */
public final class PartitionBy {
    private PartitionBy() {}

    /** The sources with the default filled in; a stream that needs a written one is reported. */
    public static List<Source> fill(Scope scope, List<View> views, Map<String, TypedFeature> features) {
        return scope.sources().stream()
                .map(source -> source.partitionBy().isEmpty() ? fill(source, scope, views, features) : source)
                .toList();
    }

    private static Source fill(Source source, Scope scope, List<View> views, Map<String, TypedFeature> features) {
        List<String> entities = views.stream()
                .filter(view -> uses(view, source, features))
                .map(View::entity)
                .distinct()
                .toList();
        if (entities.size() > 1 && source.stream() != null) {
            scope.drafts().of("source").stream()
                    .filter(draft -> draft.name().value().equals(source.name()))
                    .forEach(draft -> draft.fields()
                            .wrong(
                                    "stream",
                                    "source " + source.name()
                                            + " needs partition_by, because its views use several entities: "
                                            + String.join(", ", entities)));
        }
        List<String> keys = entities.size() != 1
                ? List.of()
                : scope.entity(entities.get(0)).map(Entity::keys).orElse(List.of()).stream()
                        .map(Column::name)
                        .toList();
        return with(source, keys);
    }

    private static boolean uses(View view, Source source, Map<String, TypedFeature> features) {
        return view.features().stream()
                .map(features::get)
                .filter(Objects::nonNull)
                .anyMatch(feature -> source.name().equals(feature.feature().source()));
    }

    private static Source with(Source source, List<String> partitionBy) {
        return new Source(
                source.name(),
                source.kind(),
                source.schema(),
                source.eventTime(),
                source.eventId(),
                source.batch(),
                source.stream(),
                partitionBy,
                source.cutover(),
                source.allowedLateness(),
                source.latePolicy(),
                source.idleAfter(),
                source.maxFutureSkew(),
                source.delay(),
                source.pii(),
                source.retention(),
                source.schedule(),
                source.expectations(),
                source.gate(),
                source.owner(),
                source.historyFrom());
    }
}
