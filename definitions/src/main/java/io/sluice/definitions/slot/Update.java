package io.sluice.definitions.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.Bytes;

/**
 * A slot of one entity as it holds from now on.
 *
 * @param entity the encoded {@link io.sluice.definitions.online.EntityKey}
 * @param offset of the log record that caused it
 * @param epoch of the app
 * @param sequence 1, 2, 3 … in a partition and epoch: a checkpoint covers those up to its {@code emitted}
 * @param instant at which the slot was evaluated: clock + 1 ms, epoch milliseconds
 * @param watermark of the log partition, epoch milliseconds; {@link io.sluice.definitions.accept.Stamp#NOTHING}
 * @param slot the packed row ({@link io.sluice.definitions.online.SlotCodec})
 */
public record Update(String entity, long offset, long epoch, long sequence, long instant, long watermark, byte[] slot) {
    private static final byte FORMAT = 1;

    public Update {
        requireNonNull(entity, "entity is null");
        requireNonNull(slot, "slot is null");
    }

    /** The stored form. Equal updates have equal forms. */
    public byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeText(entity, out);
            Bytes.writeNumber(offset, out);
            Bytes.writeNumber(epoch, out);
            Bytes.writeNumber(sequence, out);
            out.writeLong(instant);
            out.writeLong(watermark);
            Bytes.writeSized(slot, out);
        });
    }

    /**
     * The update whose {@link #encoded} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public static Update decode(byte[] bytes) {
        return Bytes.read(
                "update",
                FORMAT,
                bytes,
                in -> new Update(
                        Bytes.readText(in),
                        Bytes.readNumber(in),
                        Bytes.readNumber(in),
                        Bytes.readNumber(in),
                        in.readLong(),
                        in.readLong(),
                        Bytes.readSized(in)));
    }
}
