package io.sluice.workflows.certify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One state of the archive of a stream.
 *
 * @param snapshotId of {@code events.<source>}, decimal; empty for an archive without rows
 * @param offsets {@code <log partition>:<next>} for every partition of the log: all before is in that snapshot
 * @param times {@code <log partition>:<clock>:<watermark>} for every partition as archived, epoch milliseconds; a time that nothing
 *     has reached is empty. Null in runs of before there was this field
 */
public record ArchivePin(
        String snapshotId, List<String> offsets, @Nullable List<String> times) {
    public ArchivePin {
        offsets = List.copyOf(offsets);
        times = times == null ? null : List.copyOf(times);
    }
}
