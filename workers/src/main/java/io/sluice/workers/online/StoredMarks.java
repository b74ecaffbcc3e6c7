package io.sluice.workers.online;

import io.sluice.activities.online.reader.StreamMarks;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store says about how far sinks of a stream have come.
 *
 * @param marks by generation, of every generation that is to be written, and in it by {@link StreamMarks#name}
 */
record StoredMarks(SortedMap<Long, Map<String, String>> marks) {
    StoredMarks {
        marks = new TreeMap<>(marks);
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

    /** Whether every generation is as far as every other. */
    boolean areAlike(String name) {
        return marks.values().stream()
                        .map(each -> offset(each.get(name)))
                        .distinct()
                        .count()
                <= 1;
    }

    /** Whether every generation says that a partition has caught up in it. */
    boolean areReplayed(String slot, int partition) {
        return marks.values().stream().allMatch(each -> each.containsKey(StreamMarks.replayed(slot, partition)));
    }

    /** The marks with one of them moved. */
    StoredMarks with(long generation, String name, String value) {
        SortedMap<Long, Map<String, String>> now = new TreeMap<>(marks);
        Map<String, String> moved = new HashMap<>(marks.getOrDefault(generation, Map.of()));
        moved.put(name, value);
        now.put(generation, moved);
        return new StoredMarks(now);
    }

    /** The offset that a mark says. */
    static long offset(@Nullable String mark) {
        return mark == null ? 0 : Long.parseLong(mark);
    }
}
