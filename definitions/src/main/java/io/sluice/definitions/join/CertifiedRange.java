package io.sluice.definitions.join;

import io.sluice.definitions.join.JoinedRow.Coverage;
import java.time.Instant;

/**
 * The instants about which a release speaks.
 *
 * @param from first instant, epoch milliseconds
 * @param through last instant
 */
public record CertifiedRange(long from, long through) {
    /** What a join does with a label outside. */
    public enum Beyond {
        /** The join fails. */
        ERROR,
        /** The row says so in its coverage. */
        FLAG
    }

    Coverage of(Label label, Beyond beyond) {
        if (label.instant() >= from && label.instant() <= through) {
            return Coverage.CERTIFIED;
        }
        if (beyond == Beyond.ERROR) {
            throw new IllegalArgumentException(
                    "Invalid label %s: its instant %s lies outside the certified range %s..%s"
                            .formatted(
                                    label.rowId(),
                                    Instant.ofEpochMilli(label.instant()),
                                    Instant.ofEpochMilli(from),
                                    Instant.ofEpochMilli(through)));
        }
        return label.instant() < from ? Coverage.BEFORE_CERTIFIED : Coverage.AFTER_CERTIFIED;
    }
}
