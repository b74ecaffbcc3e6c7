package io.sluice.activities.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the tables that a manifest names. */
final class ManifestTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestTables() {}

    /** Table name to snapshot id. */
    static Map<String, Long> read(String manifest) {
        try {
            Map<String, Long> tables = new LinkedHashMap<>();
            JsonNode node = JSON.readTree(manifest).path("tables");
            node.fieldNames().forEachRemaining(name -> tables.put(name, node.path(name).asLong()));
            return tables;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a manifest", e);
        }
    }
}
