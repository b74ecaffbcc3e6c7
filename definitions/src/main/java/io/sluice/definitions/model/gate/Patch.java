package io.sluice.definitions.model.gate;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named, reviewed way to mend the rows of one source: {@code SELECT <expression> AS <column>, … FROM rows}. Rows stay as many as
 * they are, and columns that it does not name stay as they are.
 *
 * @param sql as it was written
 * @param columns what each changed column becomes; the expressions see the row as it was before the patch
 */
public record Patch(
        String name,
        String source,
        String sql,
        Map<String, String> columns,
        List<String> reviewedBy,
        @Nullable String description,
        @Nullable String owner) {
    public Patch {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        requireNonNull(sql, "sql is null");
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        reviewedBy = List.copyOf(reviewedBy);
    }
}
