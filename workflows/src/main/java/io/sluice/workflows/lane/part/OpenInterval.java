package io.sluice.workflows.lane.part;

import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.stream.Interval;

/**
 * A failed interval whose gate is open.
 *
 * @param partition of the log
 * @param interval {@code <epoch>:<from>-<to>}
 */
public record OpenInterval(int partition, String interval, int attempt) {
    public static OpenInterval first(int partition, Interval interval) {
        return new OpenInterval(partition, interval.toString(), 1);
    }

    public OpenInterval next() {
        return new OpenInterval(partition, interval, attempt + 1);
    }

    /** What tells it from all others of the source. */
    public String key() {
        return key(partition, interval);
    }

    public static String key(int partition, String interval) {
        return partition + "/" + interval;
    }

    public String gateId(String dataset) {
        return CanonicalIds.gate(dataset, Integer.toString(partition), interval, attempt);
    }
}
