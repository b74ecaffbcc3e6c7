package io.sluice.workers.online;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store says about how far sinks of a stream have come.
 *
 * @param marks by generation, of every generation that is to be written, and in it by {@link #name}
 */
record StoredMarks(SortedMap<Long, Map<String, String>> marks) {
    StoredMarks {
        marks = new TreeMap<>(marks);
    }

    /** The name of a partition's mark. */
    static String name(String slot, int partition) {
        return slot + "/" + partition;
    }

    /** The mark of a generation as it is stored; null: there is none. */
    @Nullable
    String mark(long generation, String name) {
        return marks.getOrDefault(generation, Map.of()).get(name);
    }

    /** The offset before which every generation has everything; 0 where one has nothing. */
    long front(String name) {
        return marks.values().stream()
                .mapToLong(each -> offset(each.get(name)))
                .min()
                .orElse(0);
    }

    /** The offset that a mark says. */
    static long offset(@Nullable String mark) {
        return mark == null ? 0 : Long.parseLong(mark);
    }
}
