package io.sluice.workflows.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/** JSON as people type it: parsed without mercy for doubles, quoted back in bounded length. */
final class Json {
    private static final int SHOWN_CHARACTERS = 80;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("not JSON: " + reason(e));
        }
    }

    private static String reason(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return shorten(e.getOriginalMessage().replaceAll("\\s+", " "), 2 * SHOWN_CHARACTERS) + where;
    }

    /** The value as it would be typed, cut where it is long. */
    static String show(JsonNode node) {
        return shorten(node.toString(), SHOWN_CHARACTERS);
    }

    static String shorten(String text) {
        return shorten(text, SHOWN_CHARACTERS);
    }

    private static String shorten(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** What kind of value it is, with its article. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
            case NUMBER -> "a number";
            case STRING -> "a string";
            case BINARY, POJO -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
