package io.sluice.definitions.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.Bytes;

/**
 * What a gate decided about a range of one partition of the log. Who decided, and why, is on record with the gate.
 *
 * @param gate its workflow id
 * @param epoch of the app whose checkpoints failed
 * @param partition of the log
 * @param from the first log offset, inclusive
 * @param to the end of the range, exclusive
 */
public record GateDecision(String gate, long epoch, int partition, long from, long to, Outcome outcome) {
    /** RELEASE: the range counts as it is. REJECT: it leaves the accept rule of every lane. */
    public enum Outcome {
        RELEASE,
        REJECT
    }

    private static final byte FORMAT = 1;

    public GateDecision {
        requireNonNull(gate, "gate is null");
        requireNonNull(outcome, "outcome is null");
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("Invalid range of offsets: " + from + " to " + to);
        }
    }

    /** The stored form. */
    public byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeText(gate, out);
            Bytes.writeNumber(epoch, out);
            Bytes.writeNumber(partition, out);
            Bytes.writeNumber(from, out);
            Bytes.writeNumber(to, out);
            out.writeByte(outcome.ordinal());
        });
    }

    /** The decision whose {@link #encoded} form this is. */
    public static GateDecision decode(byte[] bytes) {
        return Bytes.read(
                "gate decision",
                FORMAT,
                bytes,
                in -> new GateDecision(
                        Bytes.readText(in),
                        Bytes.readNumber(in),
                        (int) Bytes.readNumber(in),
                        Bytes.readNumber(in),
                        Bytes.readNumber(in),
                        Outcome.values()[in.readByte()]));
    }
}
