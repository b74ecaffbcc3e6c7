package io.sluice.activities.online.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Pointers as JSON text, the form in which a store holds them. */
public final class PointerJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PointerJson() {}

    public static String write(Pointer pointer) {
        try {
            return JSON.writeValueAsString(pointer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the pointer of view " + pointer.view(), e);
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws UnreadablePointerException when something else or a newer Sluice wrote it
     */
    public static Pointer read(String view, String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            int format = tree.path("format").asInt();
            if (format != Pointer.FORMAT) {
                throw new UnreadablePointerException(
                        view,
                        "format " + format + ", and this Sluice reads format " + Pointer.FORMAT
                                + ": update it, or rebuild the view with OnlineMaterialization REBUILD");
            }
            return JSON.treeToValue(tree, Pointer.class);
        } catch (JsonProcessingException | NullPointerException e) {
            throw new UnreadablePointerException(view, "not what Sluice writes; remove it and materialise the view", e);
        }
    }
}
