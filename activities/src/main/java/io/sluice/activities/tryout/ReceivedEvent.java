package io.sluice.activities.tryout;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file as it was received.
 *
 * @param line in the file, from 1; of Parquet the row
 * @param texts values as text, by column
 * @param typed values that have the declared type already, by column
 * @param problem why it could not be read; null when it could
 */
record ReceivedEvent(
        long line,
        Map<String, String> texts,
        Map<String, Object> typed,
        @Nullable String problem) {
    /** How many records of a file are kept at most. */
    private static final int MOST = 1_000_000;

    ReceivedEvent {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
    }

    /** Refuses a file that is too large to keep in memory. */
    static void requireFew(List<ReceivedEvent> events, Path file) {
        if (events.size() > MOST) {
            throw new TooManyEventsException(file, MOST);
        }
    }

    static ReceivedEvent ofTexts(long line, Map<String, String> texts) {
        return new ReceivedEvent(line, texts, Map.of(), null);
    }

    static ReceivedEvent unreadable(long line, String problem) {
        return new ReceivedEvent(line, Map.of(), Map.of(), problem);
    }
}
