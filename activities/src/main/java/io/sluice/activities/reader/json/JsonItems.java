package io.sluice.activities.reader.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the records of a document are: a path of keys with dots between them; empty for the document itself. */
public final class JsonItems {
    private JsonItems() {}

    /** What is at a path; a missing node where nothing is. */
    public static JsonNode at(JsonNode document, String path) {
        JsonNode found = document;
        for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
            found = found.path(key);
        }
        return found;
    }
}
