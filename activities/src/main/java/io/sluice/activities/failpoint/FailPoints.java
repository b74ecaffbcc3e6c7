package io.sluice.activities.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fail points of this process: off unless the environment says otherwise, then each named one halts the JVM once.
 *
 * <p>{@code SLUICE_FAILPOINTS} is a comma list of names, or {@code *} for all. {@code SLUICE_FAILPOINTS_DIR} is a folder that
 * outlives the process: the file named like the point is created there before the halt, and a point whose file exists does
 * nothing. So a process that is started again goes past the place where it died.
 */
public final class FailPoints {
    /** As after {@code kill -9}: no shutdown hook runs. */
    private static final int KILLED = 137;

    private static final FailPoints PROCESS = of(System.getenv());

    private final Set<String> names;
    private final Path markers;

    private FailPoints(Set<String> names, Path markers) {
        this.names = names;
        this.markers = markers;
    }

    /** Halts the JVM here if this point is switched on and was never hit. */
    public static void hit(String name) {
        if (PROCESS.claims(name)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    static FailPoints of(Map<String, String> environment) {
        String listed = environment.getOrDefault("SLUICE_FAILPOINTS", "").trim();
        if (listed.isEmpty()) {
            return new FailPoints(Set.of(), Path.of(""));
        }
        String folder = environment.get("SLUICE_FAILPOINTS_DIR");
        if (folder == null || folder.isBlank()) {
            throw new IllegalStateException("SLUICE_FAILPOINTS is set but SLUICE_FAILPOINTS_DIR is not:"
                    + " name a folder for the markers, or every start would die at the same point");
        }
        return new FailPoints(
                Arrays.stream(listed.split(",")).map(String::trim).collect(Collectors.toUnmodifiableSet()),
                Path.of(folder));
    }

    /** True exactly once per point that is switched on, over all processes that share the folder. */
    boolean claims(String name) {
        if (names.isEmpty() || !(names.contains(name) || names.contains("*"))) {
            return false;
        }
        try {
            Files.createDirectories(markers);
            Files.createFile(markers.resolve(name));
            return true;
        } catch (FileAlreadyExistsException hitBefore) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the marker of fail point " + name + " in " + markers, e);
        }
    }
}
