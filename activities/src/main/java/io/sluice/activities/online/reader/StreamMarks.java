package io.sluice.activities.online.reader;

import java.util.Map;

/**
 * The names of what online sinks note in a generation: per partition of a stream how far it is, and that everything that was
 * released when they found the generation is in it.
 */
public final class StreamMarks {
    private static final String REPLAYED = "/replayed";

    private StreamMarks() {}

    /** The mark that says how far a partition is: the offset of updates before which all are in the generation. */
    public static String name(String slot, int partition) {
        return slot + "/" + partition;
    }

    /** The mark that says that a partition has caught up once. Its value is the number of partitions of the stream. */
    public static String replayed(String slot, int partition) {
        return name(slot, partition) + REPLAYED;
    }

    /** Whether a generation has anything of a stream. */
    public static boolean has(Map<String, String> marks, String slot) {
        return marks.keySet().stream().anyMatch(name -> name.startsWith(slot + "/"));
    }

    /** Whether all partitions of a stream have caught up in a generation. */
    public static boolean isReplayed(Map<String, String> marks, String slot) {
        int partition = 0;
        String partitions = marks.get(replayed(slot, partition));
        while (partitions != null && partition + 1 < Integer.parseInt(partitions)) {
            partitions = marks.get(replayed(slot, ++partition));
        }
        return partitions != null;
    }
}
