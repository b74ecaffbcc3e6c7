package io.sluice.activities.tryout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.reader.json.JsonItems;
import io.sluice.activities.reader.json.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as ingestion reads it: an object a line, or one document a file where the options say so. */
final class JsonEvents {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String LINES = "no JSON object: write one object on each line";

    private JsonEvents() {}

    static List<ReceivedEvent> read(Path file, Map<String, String> options) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        boolean whole = options.containsKey("items") || Boolean.parseBoolean(options.get("multiLine"));
        return whole ? document(marked, options.getOrDefault("items", "")) : lines(marked, file);
    }

    private static List<ReceivedEvent> lines(String text, Path file) {
        List<ReceivedEvent> events = new ArrayList<>();
        long number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                events.add(line(number, line));
                ReceivedEvent.requireFew(events, file);
            }
        }
        return events;
    }

    private static ReceivedEvent line(long number, String line) {
        try {
            return object(number, JsonRecords.parsed(line), LINES);
        } catch (JsonProcessingException e) {
            return ReceivedEvent.unreadable(number, "no JSON object: " + e.getOriginalMessage());
        }
    }

    private static List<ReceivedEvent> document(String text, String items) {
        JsonNode found;
        try {
            found = JsonItems.at(JsonRecords.parsed(text), items);
        } catch (JsonProcessingException e) {
            return List.of(ReceivedEvent.unreadable(1, "no JSON document: " + e.getOriginalMessage()));
        }
        String where = items.isEmpty() ? "the document" : "what is at " + items;
        if (!found.isArray()) {
            return List.of(object(1, found, where + " is neither an object nor a list of objects"));
        }
        List<ReceivedEvent> events = new ArrayList<>();
        for (JsonNode element : found) {
            events.add(object(events.size() + 1L, element, "no object in " + where));
        }
        return events;
    }

    private static ReceivedEvent object(long number, JsonNode node, String otherwise) {
        if (!node.isObject()) {
            return ReceivedEvent.unreadable(number, otherwise);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> {
            String value = JsonRecords.text(field.getValue());
            if (value != null) {
                texts.put(field.getKey(), value);
            }
        });
        return ReceivedEvent.ofTexts(number, texts);
    }
}
