package io.sluice.activities.tryout;

import java.util.Collections;
import java.util.LinkedHashMap;
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
    ReceivedEvent {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        typed = Collections.unmodifiableMap(new LinkedHashMap<>(typed));
    }

    static ReceivedEvent ofTexts(long line, Map<String, String> texts) {
        return new ReceivedEvent(line, texts, Map.of(), null);
    }

    static ReceivedEvent unreadable(long line, String problem) {
        return new ReceivedEvent(line, Map.of(), Map.of(), problem);
    }
}
