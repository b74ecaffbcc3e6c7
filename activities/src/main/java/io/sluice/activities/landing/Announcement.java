package io.sluice.activities.landing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A supplier's manifest: {@code {"files": [{"path", "rows"?, "bytes"?, "sha256"?}]}}. Other fields are the supplier's own.
 *
 * @param path as Hadoop spells it
 * @param sha256 of its text
 */
public record Announcement(String path, String sha256, List<AnnouncedFile> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXPECTED = "; expected was {\"files\": [{\"path\": \"a.csv\", \"rows\": 12, \"bytes\":"
            + " 345, \"sha256\": \"…\"}]}, where all but path may be left out. Have it sent again";

    public Announcement {
        files = List.copyOf(files);
    }

    /**
     * A file that is announced; null is what nothing is said about.
     *
     * @param path as it is written, relative to the manifest
     * @param location where that is, as Hadoop spells it
     */
    public record AnnouncedFile(
            String path,
            String location,
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    /**
     * The files of a delivery with the manifest that the source declares, if it came; it is no data itself.
     *
     * @throws io.temporal.failure.ApplicationFailure UnreadableSource when it is no manifest, or nothing else came
     */
    public static Delivery with(
            List<SourceFile> files, Source source, Selection selection, Configuration configuration) {
        @Nullable
        String name = source.batch() == null ? null : source.batch().options().get("manifest");
        if (name == null) {
            return new Delivery(files, null);
        }
        try {
            Path location = new Path(selection.location());
            FileSystem system = location.getFileSystem(configuration);
            Path manifest = system.makeQualified(new Path(
                    folder(system, location),
                    name.replace("{partition}", selection.window().label())));
            List<SourceFile> data = files.stream()
                    .filter(file -> !file.path().equals(manifest.toString()))
                    .toList();
            if (data.isEmpty()) {
                throw Unreadable.source(source.name(), "there is no file beside the manifest " + manifest);
            }
            return new Delivery(data, read(system, manifest, source).orElse(null));
        } catch (IOException | IllegalArgumentException e) {
            throw Unreadable.source(source.name(), "cannot open the manifest " + name + " (" + e.getMessage() + ")");
        }
    }

    /** The folder of a location: itself, or that of a file or of a pattern. */
    private static Path folder(FileSystem system, Path location) throws IOException {
        Path folder = location;
        while (hasPattern(folder)
                || !(system.exists(folder) && system.getFileStatus(folder).isDirectory())) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static boolean hasPattern(Path path) {
        return path.toString().matches(".*[*?\\[{].*");
    }

    private static Optional<Announcement> read(FileSystem system, Path manifest, Source source) throws IOException {
        if (!system.exists(manifest)) {
            return Optional.empty();
        }
        try (InputStream in = system.open(manifest)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(
                    new Announcement(manifest.toString(), Sha256.of(List.of(text)), parse(system, manifest, text)));
        } catch (InvalidManifestException e) {
            throw Unreadable.source(source.name(), "its manifest " + manifest + " " + e.getMessage() + EXPECTED);
        }
    }

    private static List<AnnouncedFile> parse(FileSystem system, Path manifest, String text)
            throws InvalidManifestException {
        Map<String, AnnouncedFile> files = new LinkedHashMap<>();
        for (JsonNode node : list(text)) {
            String path = node.path("path").asText();
            if (path.isEmpty()) {
                throw new InvalidManifestException("names a file without a path");
            }
            String location =
                    system.makeQualified(new Path(manifest.getParent(), path)).toString();
            AnnouncedFile file = new AnnouncedFile(
                    path,
                    location,
                    count(node, "rows"),
                    count(node, "bytes"),
                    node.path("sha256").textValue());
            if (files.put(location, file) != null) {
                throw new InvalidManifestException("names " + path + " twice");
            }
        }
        return new ArrayList<>(files.values());
    }

    private static JsonNode list(String text) throws InvalidManifestException {
        try {
            JsonNode files = JSON.readTree(text).path("files");
            if (!files.isArray()) {
                throw new InvalidManifestException("has no list of files");
            }
            return files;
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException("is no JSON");
        }
    }

    private static @Nullable Long count(JsonNode file, String field) throws InvalidManifestException {
        JsonNode value = file.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToExactIntegral() || value.longValue() < 0) {
            throw new InvalidManifestException("has " + field + " " + value + " where a whole number belongs");
        }
        return value.longValue();
    }

    private static final class InvalidManifestException extends Exception {
        private static final long serialVersionUID = 1;

        InvalidManifestException(String sentence) {
            super(sentence);
        }
    }
}
