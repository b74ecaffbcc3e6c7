package io.sluice.workflows.details;

/**
 * How one app or sink of a lane does.
 *
 * @param instance its workflow id
 * @param state STARTING, RUNNING, SILENT (it has said nothing for a minute), CLOSING, CLOSED or FAILED
 * @param partitions how many it works on
 * @param perSecond records taken per second between its last two reports
 * @param lag records that it has not taken yet
 * @param reported ISO instant of its last report; empty: none yet
 * @param note what is unusual about it; empty: nothing
 */
public record InstanceView(
        String instance,
        String state,
        int partitions,
        double perSecond,
        long lag,
        long epoch,
        String reported,
        String note) {}
