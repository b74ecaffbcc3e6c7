package io.sluice.workers.correct;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Offsets by partition as tables have them: {@code <partition>:<offset>}. */
final class Offsets {
    private Offsets() {}

    static Map<Integer, Long> parse(Optional<List<String>> texts) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String text : texts.orElse(List.of())) {
            int colon = text.indexOf(':');
            offsets.put(Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
        }
        return offsets;
    }

    static List<String> texts(Map<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(each -> each.getKey() + ":" + each.getValue())
                .toList();
    }
}
