package io.sluice.activities.landing;

import io.sluice.activities.landing.Announcement.AnnouncedFile;
import io.sluice.activities.reader.SourceFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What arrived at once.
 *
 * @param files in the order of their paths, at least one
 * @param announcement the supplier's manifest; null where none is declared or none came
 */
public record Delivery(List<SourceFile> files, @Nullable Announcement announcement) {
    public Delivery {
        files = List.copyOf(files);
    }

    /** What was announced of a file; null when nothing was. */
    @Nullable
    AnnouncedFile announced(SourceFile file) {
        return byPath().get(file.path());
    }

    /** Files that were announced and did not arrive. */
    List<AnnouncedFile> missing() {
        Set<String> received = new HashSet<>();
        files.forEach(file -> received.add(file.path()));
        return announcement == null
                ? List.of()
                : announcement.files().stream()
                        .filter(file -> !received.contains(file.location()))
                        .toList();
    }

    private Map<String, AnnouncedFile> byPath() {
        Map<String, AnnouncedFile> byPath = new HashMap<>();
        if (announcement != null) {
            announcement.files().forEach(file -> byPath.put(file.location(), file));
        }
        return byPath;
    }
}
