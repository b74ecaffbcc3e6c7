package io.sluice.definitions.join;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Months;
import io.sluice.definitions.online.EntityKey;

/**
 * A row of a release: what holds for an entity from an instant on.
 *
 * @param month first instant of the month in whose days the row is; a carry row's point is older than that
 */
public record ReleasedPoint(EntityKey key, long month, ChangePoint point) {
    /** A change point, in its own month. */
    public static ReleasedPoint of(EntityKey key, ChangePoint point) {
        return new ReleasedPoint(key, Months.start(point.timestamp()), point);
    }
}
