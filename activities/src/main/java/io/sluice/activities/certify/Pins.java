package io.sluice.activities.certify;

import io.sluice.activities.archive.PartitionProgress;
import io.sluice.activities.archive.PinnedArchive;
import io.sluice.definitions.accept.Stamp;
import io.sluice.workflows.certify.ArchivePin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Offsets and times of a log as texts, and back. */
final class Pins {
    private Pins() {}

    /**
     * The archive as requests carry it.
     *
     * @param held from where on a partition's records are not to be dealt with yet
     */
    static ArchivePin pin(PinnedArchive archive, Map<Integer, Long> held) {
        List<String> offsets = archive.progress().values().stream()
                .map(progress -> progress.partition() + ":" + next(progress, held))
                .toList();
        List<String> times = archive.progress().values().stream()
                .map(progress -> progress.partition() + ":" + time(progress.clock()) + ":" + time(progress.watermark()))
                .toList();
        return new ArchivePin(archive.snapshotId() == null ? "" : String.valueOf(archive.snapshotId()), offsets, times);
    }

    private static String time(long reached) {
        return reached == Stamp.NOTHING ? "" : String.valueOf(reached);
    }

    private static long next(PartitionProgress progress, Map<Integer, Long> held) {
        return Math.min(progress.next(), held.getOrDefault(progress.partition(), Long.MAX_VALUE));
    }

    static Map<Integer, Long> parse(List<String> offsets) {
        Map<Integer, Long> parsed = new TreeMap<>();
        for (String offset : offsets) {
            String[] parts = offset.split(":", 2);
            parsed.put(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }
        return parsed;
    }
}
