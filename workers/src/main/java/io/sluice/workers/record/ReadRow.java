package io.sluice.workers.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record under the declared types.
 *
 * @param values one per column of the source's schema, as in {@link io.sluice.definitions.changepoint.SourceRow}
 * @param unfit columns whose value was no value of the declared type, and is NULL now
 */
public record ReadRow(@Nullable Object[] values, List<String> unfit) {
    public ReadRow {
        unfit = List.copyOf(unfit);
    }
}
