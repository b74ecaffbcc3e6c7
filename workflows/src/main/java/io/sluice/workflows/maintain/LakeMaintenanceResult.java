package io.sluice.workflows.maintain;

/**
 * Result of {@code LakeMaintenance}.
 *
 * @param filesBefore data files of the table before
 * @param filesAfter data files of the table after; appends go on meanwhile, so they may be more
 * @param snapshotsBefore snapshots that its metadata listed before
 * @param snapshotsAfter snapshots that its metadata lists after
 * @param orphans files that belonged to no snapshot, and are removed
 */
public record LakeMaintenanceResult(
        String table, long filesBefore, long filesAfter, long snapshotsBefore, long snapshotsAfter, long orphans) {
    /** For people. */
    String sentence() {
        return "%s: %d files are %d, %d snapshots are %d, %d files of nobody are gone"
                .formatted(table, filesBefore, filesAfter, snapshotsBefore, snapshotsAfter, orphans);
    }
}
