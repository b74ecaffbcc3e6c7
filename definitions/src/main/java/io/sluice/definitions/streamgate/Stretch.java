package io.sluice.definitions.streamgate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of event time that is over in one partition of a log: no record of it can be accepted any more. Like a batch partition
 * it has a number of rows, whatever checkpoints there were meanwhile.
 *
 * @param length milliseconds
 * @param start epoch milliseconds, a multiple of the length
 * @param rows accepted ones, without those that a correction brought back
 * @param before rows of those before it, the oldest first
 */
public record Stretch(long length, long start, long rows, List<Long> before) {
    /** Stretches that are remembered: no expectation looks further back. */
    public static final int KEPT = 100;

    private static final String NAME = "stretch";

    public Stretch {
        before = List.copyOf(before);
        if (length <= 0 || Math.floorMod(start, length) != 0) {
            throw new IllegalArgumentException("Invalid stretch of %d ms from %d".formatted(length, start));
        }
    }

    /** Whether it has this length. */
    public boolean isAsLongAs(Duration duration) {
        return duration.toMillis() == length;
    }

    /** As counts, by which whoever audits a hold needs nothing else. */
    public GateCounts counts() {
        Map<String, Long> named = new LinkedHashMap<>();
        String name = NAME + "/" + length + "/" + start;
        named.put(name, rows);
        for (int i = 0; i < before.size(); i++) {
            named.put(name + "/" + i, before.get(i));
        }
        return new GateCounts(0, 0, 0, named);
    }

    /** The stretches among counts, in their order. */
    public static List<Stretch> in(GateCounts counts) {
        List<Stretch> found = new ArrayList<>();
        Map<String, Long> named = counts.counted();
        named.forEach((name, rows) -> {
            String[] parts = name.split("/", -1);
            if (parts.length == 3 && parts[0].equals(NAME)) {
                found.add(new Stretch(Long.parseLong(parts[1]), Long.parseLong(parts[2]), rows, before(name, named)));
            }
        });
        return Collections.unmodifiableList(found);
    }

    private static List<Long> before(String name, Map<String, Long> named) {
        List<Long> before = new ArrayList<>();
        for (Long rows = named.get(name + "/0"); rows != null; rows = named.get(name + "/" + before.size())) {
            before.add(rows);
        }
        return before;
    }

    /** A stretch that fails an expectation. */
    public record Failed(String rule, Stretch stretch) {}
}
