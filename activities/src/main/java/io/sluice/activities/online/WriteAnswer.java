package io.sluice.activities.online;

/**
 * What became of one write.
 *
 * @param appliedAt epoch milliseconds by the store's clock, when the version that is stored now was applied
 */
public record WriteAnswer(Outcome outcome, long appliedAt) {
    /** APPLIED: written. SAME: this version was there. OLDER: a greater version is there, nothing was written. */
    public enum Outcome {
        APPLIED,
        SAME,
        OLDER
    }
}
