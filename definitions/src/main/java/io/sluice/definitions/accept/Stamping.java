package io.sluice.definitions.accept;

import io.sluice.definitions.store.Bytes;
import java.util.Optional;

/**
 * Stamps the records of one source partition, in their order, and lets time pass in it. Not thread-safe; its state is one
 * small value ({@link #encoded}), stored with every record.
 *
 * <p>A tick goes the way of the partition's records, into every partition of the log: one that overtook a record would lift
 * the watermark over it.
 */
public final class Stamping {
    private static final byte FORMAT = 1;

    private final int partition;
    private final long maxFutureSkew;
    private final long idleAfter;
    private long reached = Stamp.NOTHING;
    private long lastOffset = -1;

    /**
     * Starts a partition.
     *
     * @param maxFutureSkew milliseconds
     * @param idleAfter milliseconds
     */
    public Stamping(int partition, long maxFutureSkew, long idleAfter) {
        this.partition = partition;
        this.maxFutureSkew = maxFutureSkew;
        this.idleAfter = idleAfter;
    }

    /**
     * The stamp of the next record. One whose event time lies further after its append time than clocks may differ moves
     * nothing.
     *
     * @param eventTime epoch milliseconds; {@link Stamp#NOTHING} where it could not be read
     */
    public Stamp stamp(long offset, long appendTime, long eventTime) {
        lastOffset = Math.max(lastOffset, offset);
        if (eventTime != Stamp.NOTHING && !isFuture(eventTime, appendTime, maxFutureSkew)) {
            reached = Math.max(reached, eventTime);
        }
        return new Stamp(partition, offset, appendTime, reached);
    }

    /** A tick of a partition with unread or recent records; none as long as nothing has been reached. */
    public Optional<Stamped> tick(long now) {
        return reached == Stamp.NOTHING
                ? Optional.empty()
                : Optional.of(Stamped.tick(new Stamp(partition, lastOffset, now, reached)));
    }

    /** A tick of a partition that is read to its end and silent since {@code idle_after}: its time goes on without records. */
    public Stamped tickSilent(long now) {
        reached = Math.max(reached, now - idleAfter);
        return Stamped.tick(new Stamp(partition, lastOffset, now, reached));
    }

    /** {@code m_s} so far; {@link Stamp#NOTHING}. */
    public long reached() {
        return reached;
    }

    /** The offset of the last record that was stamped; -1 before the first. */
    public long lastOffset() {
        return lastOffset;
    }

    /** The state. */
    public byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            out.writeLong(reached);
            out.writeLong(lastOffset);
        });
    }

    /** Goes on from a state that {@link #encoded} gave. */
    public void restore(byte[] state) {
        Bytes.read("stamping state", FORMAT, state, in -> {
            reached = in.readLong();
            lastOffset = in.readLong();
            return this;
        });
    }

    static boolean isFuture(long eventTime, long appendTime, long maxFutureSkew) {
        return eventTime > appendTime && eventTime - appendTime > maxFutureSkew;
    }
}
