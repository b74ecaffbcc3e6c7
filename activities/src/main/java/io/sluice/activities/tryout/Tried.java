package io.sluice.activities.tryout;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import java.util.List;

/**
 * What a view makes of local files.
 *
 * @param entities in the order in which their first row was read
 * @param unset what holds before the first row of an entity
 * @param problems one sentence for each record that was not taken, with file and line, and for each column that was not read
 * @param taken records that count
 * @param duplicates records that repeat another one
 */
public record Tried(
        ViewPlan plan,
        List<TriedEntity> entities,
        ChangePoint unset,
        List<String> problems,
        long taken,
        long duplicates) {
    public Tried {
        entities = List.copyOf(entities);
        problems = List.copyOf(problems);
    }

    /** What holds at an instant, epoch milliseconds: the last change point at or before it. */
    public ChangePoint at(TriedEntity entity, long instant) {
        return entity.points().stream()
                .filter(point -> point.timestamp() <= instant)
                .reduce((first, second) -> second)
                .orElse(unset);
    }
}
