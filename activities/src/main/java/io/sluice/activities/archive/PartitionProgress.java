package io.sluice.activities.archive;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.LogTime;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import java.util.Arrays;
import java.util.Base64;

/**
 * How far one partition of the log is archived, and what the newest incarnation in it has counted. Not thread-safe.
 *
 * <p>Its text travels in the table's properties, so that a sink that starts anew goes on counting where the last one stopped.
 */
public final class PartitionProgress {
    private static final byte FORMAT = 1;

    private final int partition;
    private final long[] counts = new long[Verdict.values().length];
    private LogTime time;
    private final int sourcePartitions;
    private long next;
    private long epoch;

    private PartitionProgress(int partition, long next, int sourcePartitions) {
        this.partition = partition;
        this.next = next;
        this.sourcePartitions = sourcePartitions;
        time = new LogTime(sourcePartitions);
    }

    /** Of a partition that nothing was counted of. */
    static PartitionProgress fresh(int partition, long next, int sourcePartitions) {
        return new PartitionProgress(partition, next, sourcePartitions);
    }

    /** What {@link #text} said; counted from nothing where that counted something else. */
    static PartitionProgress parse(int partition, long next, int sourcePartitions, String text) {
        PartitionProgress progress = fresh(partition, next, sourcePartitions);
        try {
            return Bytes.read(
                    "progress of an archive", FORMAT, Base64.getDecoder().decode(text), in -> {
                        progress.epoch = Bytes.readNumber(in);
                        if (Bytes.readNumber(in) != progress.counts.length) {
                            throw new IllegalArgumentException("Invalid progress: it counts other verdicts");
                        }
                        for (int i = 0; i < progress.counts.length; i++) {
                            progress.counts[i] = Bytes.readNumber(in);
                        }
                        progress.time.read(in);
                        return progress;
                    });
        } catch (IllegalArgumentException somethingElse) {
            return fresh(partition, next, sourcePartitions);
        }
    }

    /** This progress as it is now; both go on independently. */
    public PartitionProgress copy() {
        return parse(partition, next, sourcePartitions, text());
    }

    String text() {
        return Base64.getEncoder().encodeToString(Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeNumber(epoch, out);
            Bytes.writeNumber(counts.length, out);
            for (long count : counts) {
                Bytes.writeNumber(count, out);
            }
            time.write(out);
        }));
    }

    /** Takes the next record of the partition in. A record of a newer incarnation begins the counting anew. */
    public void observe(LogRecord record) {
        if (record.epoch() > epoch) {
            epoch = record.epoch();
            Arrays.fill(counts, 0);
            time = new LogTime(sourcePartitions);
        }
        counts[record.verdict().ordinal()]++;
        if (record.stamped().stamp().partition() < sourcePartitions) {
            time.observe(record.verdict(), record.stamped());
        }
    }

    /** All offsets before this one are dealt with: records, and what is no record. */
    public void reach(long offset) {
        next = offset;
    }

    /** Of the log. */
    public int partition() {
        return partition;
    }

    /** The first offset that is not archived. */
    public long next() {
        return next;
    }

    /** The newest incarnation seen. */
    public long epoch() {
        return epoch;
    }

    /** How many records of that incarnation got a verdict. */
    public long count(Verdict verdict) {
        return counts[verdict.ordinal()];
    }

    /** Epoch milliseconds; {@link io.sluice.definitions.accept.Stamp#NOTHING}. */
    public long clock() {
        return time.clock();
    }

    /** Epoch milliseconds; {@link io.sluice.definitions.accept.Stamp#NOTHING}. */
    public long watermark() {
        return time.watermark();
    }
}
