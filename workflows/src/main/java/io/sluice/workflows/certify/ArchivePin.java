package io.sluice.workflows.certify;

import java.util.List;

/**
 * One state of the archive of a stream.
 *
 * @param snapshotId of {@code events.<source>}, decimal; empty for an archive without rows
 * @param offsets {@code <log partition>:<next>} for every partition of the log: all before is in that snapshot
 */
public record ArchivePin(String snapshotId, List<String> offsets) {
    public ArchivePin {
        offsets = List.copyOf(offsets);
    }
}
