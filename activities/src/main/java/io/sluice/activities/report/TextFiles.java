package io.sluice.activities.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;

/**
 * Small files that are replaced as a whole: a reader sees the old text or the new one. Object stores do that by themselves; a
 * local file is written beside its place and moved there.
 */
final class TextFiles {
    private final FileIO files;

    TextFiles(FileIO files) {
        this.files = files;
    }

    void write(String location, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Optional<Path> local = local(location);
        try {
            if (local.isPresent()) {
                replace(local.get(), bytes);
            } else {
                try (OutputStream out = files.newOutputFile(location).createOrOverwrite()) {
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report " + location, e);
        }
    }

    private static void replace(Path place, byte[] bytes) throws IOException {
        Path folder = place.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, ".report", ".tmp");
        try {
            Files.write(beside, bytes);
            beside.toFile().setReadable(true, false);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The text; empty when there is no such file. */
    Optional<String> read(String location) {
        try {
            Optional<Path> local = local(location);
            if (local.isPresent()) {
                return Files.exists(local.get()) ? Optional.of(Files.readString(local.get())) : Optional.empty();
            }
            try (InputStream in = files.newInputFile(location).newStream()) {
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (NotFoundException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the report " + location, e);
        }
    }

    private static Optional<Path> local(String location) {
        String path = location.replaceFirst("^file:/+", "/");
        return path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? Optional.empty() : Optional.of(Path.of(path));
    }
}
