package io.sluice.workflows.details;

/**
 * How a stream does in one partition of its log, over all instances that work on it.
 *
 * @param partition -1 for partitions that were only reported as a sum
 * @param offset of the log, decimal
 * @param clock ISO instant; empty: none yet
 * @param watermark ISO instant; empty: none yet
 * @param perSecond records accepted per second
 * @param lag of the instance that is furthest behind
 * @param verdict PASS or FAIL
 * @param held the interval that waits for a decision; empty: none
 */
public record PartitionView(
        int partition,
        String offset,
        String clock,
        String watermark,
        double perSecond,
        long accepted,
        long late,
        long duplicate,
        long quarantined,
        long future,
        long deadLetters,
        long emitted,
        long lag,
        String verdict,
        String held) {}
