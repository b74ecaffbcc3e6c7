package io.sluice.activities.fixer.testing;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.fixer.FixerRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a column the value that belongs to the text which was received for it. */
public final class TranslatingFixer implements Fixer {
    private static final long serialVersionUID = 1;

    private final String column;
    private final LinkedHashMap<String, @Nullable Object> values;

    public TranslatingFixer(String column, Map<String, @Nullable Object> values) {
        this.column = requireNonNull(column, "column is null");
        this.values = new LinkedHashMap<>(values);
    }

    @Override
    public Set<String> touches() {
        return Set.of(column);
    }

    @Override
    public Map<String, @Nullable Object> fix(FixerRow row) {
        Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
        Optional<String> received = row.received(column).filter(values::containsKey);
        received.ifPresent(text -> fixed.put(column, values.get(text)));
        return fixed;
    }
}
