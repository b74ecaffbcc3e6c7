package io.sluice.workflows.reprocess;

/**
 * What a run has done so far.
 *
 * @param after the last partition that is done
 * @param partitions how many are done
 */
public record ReprocessProgress(
        String after, long partitions, long passed, long duplicates, long dropped, long stillRefused) {
    static final ReprocessProgress NONE = new ReprocessProgress("", 0, 0, 0, 0, 0);

    ReprocessProgress plus(ReprocessedPartition done) {
        return new ReprocessProgress(
                done.partition(),
                partitions + 1,
                passed + done.passed(),
                duplicates + done.duplicates(),
                dropped + done.dropped(),
                stillRefused + done.stillRefused());
    }
}
