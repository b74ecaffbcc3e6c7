package io.sluice.workers.equality;

import io.sluice.workflows.equality.EqualityNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts per check, view and feature. Not thread-safe. */
final class Tally {
    private static final int FIRST = 3;

    private record Key(String check, String view, String feature) {}

    private static final class Counts {
        private long compared;
        private long different;
        private @Nullable Double largest;
        private final List<String> first = new ArrayList<>();
    }

    private final Map<Key, Counts> counts = new LinkedHashMap<>();

    /**
     * Counts one comparison.
     *
     * @param where it is to be looked for when it is not equal
     */
    void count(String check, String view, String feature, Compared compared, String where) {
        Counts of = counts.computeIfAbsent(new Key(check, view, feature), key -> new Counts());
        of.compared++;
        if (!compared.equal()) {
            of.different++;
            if (compared.size() != null) {
                of.largest =
                        of.largest == null ? compared.size() : Double.valueOf(Math.max(of.largest, compared.size()));
            }
            if (of.first.size() < FIRST) {
                of.first.add(where);
            }
        }
    }

    /** Whether a check compared anything of a view. */
    boolean hasCounted(String check, String view) {
        return counts.keySet().stream()
                .anyMatch(key -> key.check().equals(check) && key.view().equals(view));
    }

    /** What was counted. */
    List<EqualityNumbers> numbers() {
        List<EqualityNumbers> numbers = new ArrayList<>();
        counts.forEach((key, of) -> numbers.add(new EqualityNumbers(
                key.check(),
                key.view(),
                key.feature(),
                of.compared,
                of.compared - of.different,
                of.different,
                of.largest,
                of.first)));
        return numbers;
    }
}
