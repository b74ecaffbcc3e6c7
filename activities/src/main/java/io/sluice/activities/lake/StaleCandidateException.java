package io.sluice.activities.lake;

/** A staged snapshot that can no longer be published as it was audited: stage and audit again. */
public final class StaleCandidateException extends RuntimeException {
    private final String table;
    private final long snapshotId;

    StaleCandidateException(String table, long snapshotId, String why) {
        super("Snapshot " + snapshotId + " of " + table + " cannot be published any more: " + why
                + "; stage and audit again");
        this.table = table;
        this.snapshotId = snapshotId;
    }

    public String table() {
        return table;
    }

    public long snapshotId() {
        return snapshotId;
    }
}
