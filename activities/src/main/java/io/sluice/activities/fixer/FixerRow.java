package io.sluice.activities.fixer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row as a fixer sees it: what was received, and what became of it.
 *
 * @param received texts by the column's name in lower case; what was not received is absent
 * @param values typed values of the declared columns, in the conventions of {@link
 *     io.sluice.definitions.changepoint.SourceRow}; null where nothing was received or it was no value of the type
 */
public record FixerRow(Map<String, String> received, Map<String, @Nullable Object> values) {
    public FixerRow {
        received = Collections.unmodifiableMap(new LinkedHashMap<>(received));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What was received for a column, as text. */
    public Optional<String> received(String column) {
        return Optional.ofNullable(received.get(column.toLowerCase(Locale.ROOT)));
    }

    /** The typed value of a declared column. */
    public Optional<Object> value(String column) {
        return Optional.ofNullable(values.get(column));
    }
}
