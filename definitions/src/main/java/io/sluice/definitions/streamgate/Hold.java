package io.sluice.definitions.streamgate;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An interval of a partition of the log that failed its gate. Nothing from its beginning on is released until it is decided.
 *
 * @param from the first log offset, inclusive
 * @param to the end of the interval, exclusive
 * @param emitted updates up to its end
 * @param failed ids of the expectations that failed
 * @param counts by which they failed; they may reach further back than the interval, see {@link GateKeeper}
 * @param state whether it waits for a decision
 */
public record Hold(long from, long to, long emitted, List<String> failed, GateCounts counts, State state) {
    /** Their places are part of the stored form. */
    public enum State {
        /** Nobody has decided. */
        OPEN,
        /** It was rejected: a new incarnation rebuilds the state without it, this one goes no further. */
        REJECTED
    }

    public Hold {
        requireNonNull(counts, "counts is null");
        requireNonNull(state, "state is null");
        failed = List.copyOf(failed);
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("Invalid interval of offsets: " + from + " to " + to);
        }
    }

    Hold rejected() {
        return new Hold(from, to, emitted, failed, counts, State.REJECTED);
    }

    /** Writes the hold, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(from, out);
        Bytes.writeNumber(to, out);
        Bytes.writeNumber(emitted, out);
        Bytes.writeNumber(failed.size(), out);
        for (String id : failed) {
            Bytes.writeText(id, out);
        }
        counts.write(out);
        out.writeByte(state.ordinal());
    }

    /** A hold that {@link #write} wrote. */
    public static Hold read(DataInputStream in) throws IOException {
        long from = Bytes.readNumber(in);
        long to = Bytes.readNumber(in);
        long emitted = Bytes.readNumber(in);
        List<String> failed = new ArrayList<>();
        long size = Bytes.readNumber(in);
        for (long i = 0; i < size; i++) {
            failed.add(Bytes.readText(in));
        }
        return new Hold(from, to, emitted, failed, GateCounts.read(in), State.values()[in.readByte()]);
    }
}
