package io.sluice.definitions.accept;

import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is written on a record once, where it is read, and never again.
 *
 * @param partition of the source: {@code s} of the contract
 * @param offset in that partition; of a tick: of the last record read before it
 * @param appendTime LogAppendTime of the broker, or the clock of the stamping stage, epoch milliseconds
 * @param reached {@code m_s} with this record counted, epoch milliseconds; {@link #NOTHING}
 */
public record Stamp(int partition, long offset, long appendTime, long reached) {
    /** No time yet: of a partition without a readable record, or of a record without a readable event time. */
    public static final long NOTHING = Long.MIN_VALUE;

    public Stamp {
        if (partition < 0) {
            throw new IllegalArgumentException("Invalid source partition: " + partition);
        }
    }

    void write(DataOutput out) throws IOException {
        Bytes.writeNumber(partition, out);
        Bytes.writeNumber(offset, out);
        out.writeLong(appendTime);
        out.writeLong(reached);
    }

    static Stamp read(DataInputStream in) throws IOException {
        return new Stamp((int) Bytes.readNumber(in), Bytes.readNumber(in), in.readLong(), in.readLong());
    }
}
