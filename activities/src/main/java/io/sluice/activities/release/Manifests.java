package io.sluice.activities.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads manifests of releases. */
public final class Manifests {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Manifests() {}

    /** The tables that a manifest names, with their snapshot ids. */
    public static Map<String, Long> tables(String manifest) {
        Map<String, Long> tables = new TreeMap<>();
        JsonNode node = read(manifest).path("tables");
        node.fieldNames()
                .forEachRemaining(name -> tables.put(name, node.path(name).asLong()));
        return tables;
    }

    /** The definitions that a manifest names, at their versions. */
    public static List<DefinitionRef> definitions(String manifest) {
        List<DefinitionRef> definitions = new ArrayList<>();
        read(manifest)
                .path("definitions")
                .forEach(node -> definitions.add(new DefinitionRef(
                        node.path("kind").asText(),
                        node.path("name").asText(),
                        node.path("version").asText(),
                        node.path("fingerprint").asText())));
        return definitions;
    }

    private static JsonNode read(String manifest) {
        try {
            return JSON.readTree(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a manifest", e);
        }
    }
}
