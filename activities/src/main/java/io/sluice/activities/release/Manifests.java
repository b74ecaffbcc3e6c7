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

    /** The partitions that a manifest names, of sources and of the view. */
    public static List<ReleasedPartition> partitions(String manifest) {
        List<ReleasedPartition> partitions = new ArrayList<>();
        read(manifest).path("partitions").forEach(node -> partitions.add(ReleasedPartition.parse(node.asText())));
        return partitions;
    }

    /** Version and commit of the build that computed a release. */
    public static String build(String manifest) {
        JsonNode build = read(manifest).path("build");
        return "%s %s"
                .formatted(build.path("version").asText(), build.path("commit").asText());
    }

    /** How far the logs of streams reach into a release: a sentence for each partition. */
    public static List<String> offsets(String manifest) {
        List<String> offsets = new ArrayList<>();
        read(manifest)
                .path("streams")
                .forEach(stream -> stream.path("partitions")
                        .forEach(partition ->
                                offsets.add("%s partition %s before offset %s, clock %s, watermark %s, archived in %s"
                                        .formatted(
                                                stream.path("source").asText(),
                                                partition.path("partition").asText(),
                                                partition.path("next").asText(),
                                                partition.path("clock").asText(),
                                                partition.path("watermark").asText(),
                                                stream.path("archive").asText()))));
        return offsets;
    }

    /** The offsets that people took out of the streams of a release: a sentence for each range. */
    public static List<String> rejectedRanges(String manifest) {
        List<String> ranges = new ArrayList<>();
        read(manifest)
                .path("rejectedRanges")
                .forEach(range -> ranges.add("%s partition %s offsets %s to %s, by %s: %s"
                        .formatted(
                                range.path("source").asText(),
                                range.path("partition").asText(),
                                range.path("from").asText(),
                                range.path("to").asText(),
                                range.path("decidedBy").asText(),
                                range.path("reason").asText())));
        return ranges;
    }

    private static JsonNode read(String manifest) {
        try {
            return JSON.readTree(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a manifest", e);
        }
    }
}
