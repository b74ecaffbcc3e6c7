package io.sluice.activities.release;

/**
 * A partition that a release holds.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param partition a label, or a day of a view
 * @param snapshotId the snapshot that published it, decimal
 */
public record ReleasedPartition(String dataset, String partition, String snapshotId) {
    /** As manifests spell it. */
    String text() {
        return "%s/%s@%s".formatted(dataset, partition, snapshotId);
    }

    /** Reads what {@link #text()} wrote. */
    static ReleasedPartition parse(String text) {
        int slash = text.indexOf('/');
        int at = text.lastIndexOf('@');
        return new ReleasedPartition(text.substring(0, slash), text.substring(slash + 1, at), text.substring(at + 1));
    }
}
