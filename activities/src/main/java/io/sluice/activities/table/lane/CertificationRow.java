package io.sluice.activities.table.lane;

import java.time.Instant;
import java.util.List;

/**
 * One row of {@code sluice.certifications}: what is known of the certification of a stream. The first row of a source says where
 * its history begins; each later one, that a run has dealt with everything up to its offsets.
 *
 * @param run that dealt with it; empty in the first row; {@code losses/…} where only the complete instant is a later one
 * @param archiveSnapshotId of {@code events.<source>}
 * @param offsets {@code <log partition>:<next>}: no record before these has to be looked at again; none in the first row
 * @param completeFrom epoch milliseconds: the first instant from which the stream has every event; the least number when it was read
 *     from its topic's first record on; the newest row says it, because a loss that a person accepts makes it later
 * @param firstDay the first day that is certified even when it has no rows
 */
public record CertificationRow(
        String source,
        String run,
        String archiveSnapshotId,
        List<String> offsets,
        long completeFrom,
        String firstDay,
        Instant at) {}
