package io.sluice.definitions.accept;

import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Clock and watermark of one partition of the log, as a function of its records in order. Epoch milliseconds. Not thread-safe.
 *
 * <p>The clock is the greatest accepted event or tick time, the watermark the least over all source partitions of the latest
 * {@code m_s} seen. Events from the future, admitted events, decisions and what was rejected move neither.
 */
public final class LogTime {
    private final long[] reached;
    private long clock = Stamp.NOTHING;
    private long watermark = Stamp.NOTHING;

    /** The time of an empty log that is fed by so many source partitions. */
    public LogTime(int sourcePartitions) {
        reached = new long[sourcePartitions];
        Arrays.fill(reached, Stamp.NOTHING);
    }

    /**
     * Takes the next record in.
     *
     * @throws IllegalArgumentException for a record of a source partition that there was not
     */
    public void observe(Verdict verdict, Stamped record) {
        if (record.kind() == Stamped.Kind.ADMIT) {
            return;
        }
        switch (verdict) {
            case ACCEPTED, TICK -> {
                clock = Math.max(clock, record.eventTime());
                reach(record.stamp());
            }
            case LATE, DUPLICATE, INVALID, OVERLAP -> reach(record.stamp());
            case FUTURE, DECISION, ADMIT, REJECTED -> {
                // they move nothing
            }
        }
    }

    private void reach(Stamp stamp) {
        if (stamp.partition() >= reached.length) {
            throw new IllegalArgumentException("Invalid source partition " + stamp.partition() + ": this log is fed by "
                    + reached.length + ", and one more needs a new incarnation");
        }
        if (stamp.reached() > reached[stamp.partition()]) {
            boolean least = reached[stamp.partition()] == watermark;
            reached[stamp.partition()] = stamp.reached();
            if (least) {
                watermark = Arrays.stream(reached).min().orElse(Stamp.NOTHING);
            }
        }
    }

    /** The greatest accepted event or tick time; {@link Stamp#NOTHING}. */
    public long clock() {
        return clock;
    }

    /** What every source partition has reached; {@link Stamp#NOTHING} as long as one has reached nothing. */
    public long watermark() {
        return watermark;
    }

    /** Writes the state, to be read by {@link #read} of one with as many source partitions. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(clock);
        Bytes.writeNumber(reached.length, out);
        for (long each : reached) {
            out.writeLong(each);
        }
    }

    /** Replaces the state by one that {@link #write} wrote. */
    public void read(DataInputStream in) throws IOException {
        clock = in.readLong();
        long size = Bytes.readNumber(in);
        if (size != reached.length) {
            throw new IllegalArgumentException("Cannot go on with " + reached.length
                    + " source partitions from a state of " + size + ": that needs a new incarnation");
        }
        for (int i = 0; i < reached.length; i++) {
            reached[i] = in.readLong();
        }
        watermark = Arrays.stream(reached).min().orElse(Stamp.NOTHING);
    }
}
