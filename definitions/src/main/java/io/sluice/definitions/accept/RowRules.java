package io.sluice.definitions.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row rules of a source, compiled: a pure function of one row. */
public interface RowRules {
    /**
     * The ids of the rules that a row breaks, in the order of their declaration; empty for a good row.
     *
     * @param columns in the order of the source's schema, as in {@link io.sluice.definitions.changepoint.SourceRow}
     */
    List<String> violations(@Nullable Object[] columns);
}
