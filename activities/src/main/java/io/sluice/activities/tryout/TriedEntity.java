package io.sluice.activities.tryout;

import io.sluice.definitions.changepoint.ChangePoint;
import java.util.List;

/**
 * The change points of one entity, ascending.
 *
 * @param key values of the key columns, as in {@link io.sluice.definitions.changepoint.SourceRow}
 */
public record TriedEntity(List<Object> key, List<ChangePoint> points) {
    public TriedEntity {
        key = List.copyOf(key);
        points = List.copyOf(points);
    }
}
