package io.sluice.definitions.accept;

import java.util.List;

/** The ranges of one partition of the log that people rejected. */
public record RejectedRanges(List<Range> ranges) {
    /** Offsets from {@code from} (inclusive) to {@code to} (exclusive). */
    public record Range(long from, long to) {
        public Range {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("Invalid range of offsets: " + from + " to " + to);
            }
        }
    }

    /** Nothing is rejected. */
    public static final RejectedRanges NONE = new RejectedRanges(List.of());

    public RejectedRanges {
        ranges = List.copyOf(ranges);
    }

    /** Whether an offset lies in a rejected range. */
    public boolean contains(long offset) {
        return ranges.stream().anyMatch(range -> range.from() <= offset && offset < range.to());
    }
}
