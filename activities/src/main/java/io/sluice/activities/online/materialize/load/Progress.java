package io.sluice.activities.online.materialize.load;

import io.sluice.workflows.online.MaterializationCounts;

/**
 * How far a materialisation is: what its heartbeats say and where its next try goes on.
 *
 * @param bucket the first bucket that is not done
 * @param counts of the buckets that are done
 */
public record Progress(int bucket, int buckets, MaterializationCounts counts) {
    static final MaterializationCounts NOTHING = new MaterializationCounts(0, 0, 0, 0, 0, 0);

    public static Progress start(int buckets) {
        return new Progress(0, buckets, NOTHING);
    }
}
