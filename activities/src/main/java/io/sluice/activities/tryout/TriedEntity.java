package io.sluice.activities.tryout;

import io.sluice.definitions.changepoint.ChangePoint;
import java.util.List;

/**
 * What a view makes of one entity.
 *
 * @param key values of the key columns, as in {@link io.sluice.definitions.changepoint.SourceRow}
 * @param points the change points, ascending
 * @param at what holds at the instants asked for, in their order
 */
public record TriedEntity(List<Object> key, List<ChangePoint> points, List<ChangePoint> at) {
    public TriedEntity {
        key = List.copyOf(key);
        points = List.copyOf(points);
        at = List.copyOf(at);
    }
}
