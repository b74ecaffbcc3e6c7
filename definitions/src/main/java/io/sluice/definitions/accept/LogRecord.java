package io.sluice.definitions.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.Bytes;
import java.util.List;

/**
 * A record of the one log: a stamped record with its verdict. Its place (partition and offset) is the log's to give.
 *
 * @param epoch of the app that decided; for a record that was decided more than once the verdict of the greatest counts
 * @param decides the log offset of the record that is decided again; {@link #FIRST} where this is the first decision
 * @param reasons ids of what is wrong with an {@link Verdict#INVALID} row
 */
public record LogRecord(long epoch, long decides, Verdict verdict, List<String> reasons, Stamped stamped) {
    /** A record that is decided for the first time. */
    public static final long FIRST = -1;

    /** Reason of a row with the identity of one that counts and other content. */
    public static final String IDENTITY_CONFLICT = "identity_conflict";

    private static final byte FORMAT = 1;

    public LogRecord {
        requireNonNull(verdict, "verdict is null");
        requireNonNull(stamped, "stamped is null");
        reasons = List.copyOf(reasons);
        if (epoch < 0) {
            throw new IllegalArgumentException("Invalid epoch: " + epoch);
        }
    }

    /** The offset that orders this record among those of its log partition: its own, or that of the record it decides again. */
    public long place(long offset) {
        return decides == FIRST ? offset : decides;
    }

    /** The stored form. Equal records have equal forms. */
    public byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeNumber(epoch, out);
            Bytes.writeNumber(decides, out);
            out.writeByte(verdict.ordinal());
            Stamped.writeTexts(reasons, out);
            stamped.write(out);
        });
    }

    /**
     * The record whose {@link #encoded} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public static LogRecord decode(byte[] bytes) {
        return Bytes.read(
                "log record",
                FORMAT,
                bytes,
                in -> new LogRecord(
                        Bytes.readNumber(in),
                        Bytes.readNumber(in),
                        Verdict.values()[in.readByte()],
                        Stamped.readTexts(in),
                        Stamped.read(in)));
    }
}
