package io.sluice.activities.project;

import io.sluice.definitions.project.DefinitionFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the YAML files of a project folder. */
public final class ProjectFolder {
    private static final int MAX_FILES = 20_000;
    private static final long MAX_BYTES = 1_000_000;

    /** More characters than a file may have, whatever they are: none takes more than three bytes a character of Java. */
    private static final int READ_BYTES = 4_000_000;

    private ProjectFolder() {}

    /**
     * Every {@code *.yaml} and {@code *.yml} below the folder, and every suite of Great Expectations ({@code *.json} that
     * has expectations), sorted by path; hidden files and folders are left out.
     *
     * <p>A file that is too large, or not UTF-8, is read so far that the reader of definitions tells with its place.
     *
     * @throws IllegalArgumentException with a sentence: no such folder, no project.yaml
     * @throws UncheckedIOException when the disk fails; a retry may help
     */
    public static List<DefinitionFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            String hint =
                    Files.exists(folder) ? "is a file; name the folder that holds project.yaml" : "does not exist";
            throw new IllegalArgumentException("The project folder " + folder + " " + hint);
        }
        if (!Files.isRegularFile(folder.resolve("project.yaml"))) {
            throw new IllegalArgumentException(
                    "The folder " + folder + " is no project: it has no project.yaml; write one with project: <name>");
        }
        List<DefinitionFile> files = new ArrayList<>();
        for (Path path : paths(folder)) {
            DefinitionFile file = new DefinitionFile(relative(folder, path), text(path));
            // A folder may hold other JSON, too; a suite says that it has expectations.
            if (!file.path().endsWith(".json") || file.text().contains("\"expectations\"")) {
                files.add(file);
            }
        }
        return files;
    }

    private static List<Path> paths(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> paths = walk.filter(path -> isDefinition(folder, path))
                    .sorted(Comparator.comparing(path -> relative(folder, path)))
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (paths.size() > MAX_FILES) {
                throw new IllegalArgumentException(
                        "The folder " + folder + " has more than " + MAX_FILES + " YAML files");
            }
            return paths;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot list " + folder, failed);
        }
    }

    private static boolean isDefinition(Path folder, Path path) {
        String relative = relative(folder, path);
        boolean hidden = Stream.of(relative.split("/")).anyMatch(part -> part.startsWith("."));
        boolean yaml = relative.endsWith(".yaml") || relative.endsWith(".yml");
        boolean json = relative.endsWith(".json") && path.toFile().length() <= MAX_BYTES;
        return !hidden && (yaml || json) && Files.isRegularFile(path);
    }

    private static String relative(Path folder, Path path) {
        return folder.relativize(path).toString().replace('\\', '/');
    }

    private static String text(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            return new String(bytes.readNBytes(READ_BYTES), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + path, failed);
        }
    }
}
