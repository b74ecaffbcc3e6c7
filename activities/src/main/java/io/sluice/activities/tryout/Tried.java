package io.sluice.activities.tryout;

import io.sluice.definitions.changepoint.ViewPlan;
import java.util.List;

/**
 * What a view makes of local files.
 *
 * @param entities those asked for, in the order in which their first row was read
 * @param unfit keys of those asked for that have a result that does not fit its type
 * @param problems one sentence for each record that was not taken, with file and line, and for each column that was not read
 * @param taken records that count
 * @param duplicates records that repeat another one
 * @param nobodys records that count for no entity, because a key is NULL
 */
public record Tried(
        ViewPlan plan,
        List<TriedEntity> entities,
        List<List<Object>> unfit,
        List<String> problems,
        long taken,
        long duplicates,
        long nobodys) {
    public Tried {
        entities = List.copyOf(entities);
        unfit = List.copyOf(unfit);
        problems = List.copyOf(problems);
    }
}
