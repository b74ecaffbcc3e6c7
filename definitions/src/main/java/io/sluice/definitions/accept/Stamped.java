package io.sluice.definitions.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A record on its way to its decision: what the re-key topic and the control topic carry, and what the log keeps of it.
 *
 * @param eventTime epoch milliseconds; of a tick the time that it says; {@link Stamp#NOTHING} where none could be read
 * @param eventId as text, in the form that {@code trusted} has
 * @param key the canonical bytes of the {@code partition_by} tuple; the log is partitioned by them
 * @param row the typed row ({@link RowCodec}); of a decision a {@link GateDecision}; empty for a tick
 * @param violations ids of the row rules that the row breaks, none for a good row
 * @param raw the record as received, where the row does not say it all (a column that does not fit); otherwise empty
 */
public record Stamped(
        Kind kind,
        Stamp stamp,
        long eventTime,
        String eventId,
        byte[] key,
        byte[] row,
        List<String> violations,
        byte[] raw) {
    /** What kinds of records there are. Their places are part of the stored form: new ones come last. */
    public enum Kind {
        /** A record of the source's topic. */
        EVENT,
        /** Time that passes in a source partition. */
        TICK,
        /** A late event that a correction brings back, with its original stamp. */
        ADMIT,
        /** What a gate decided about a range of the log. */
        DECISION
    }

    /** Violation of a row whose event time could not be read. */
    public static final String EVENT_TIME_MISSING = "event_time_missing";

    private static final byte FORMAT = 1;
    private static final byte[] EMPTY = {};

    public Stamped {
        requireNonNull(kind, "kind is null");
        requireNonNull(stamp, "stamp is null");
        requireNonNull(eventId, "eventId is null");
        requireNonNull(key, "key is null");
        requireNonNull(row, "row is null");
        requireNonNull(raw, "raw is null");
        violations = List.copyOf(violations);
        if (kind == Kind.EVENT && eventTime == Stamp.NOTHING && violations.isEmpty()) {
            throw new IllegalArgumentException("Invalid event without an event time: it must name a violation");
        }
    }

    /** An event that keeps all its rules. */
    public static Stamped event(Stamp stamp, long eventTime, String eventId, byte[] key, byte[] row) {
        return new Stamped(Kind.EVENT, stamp, eventTime, eventId, key, row, List.of(), EMPTY);
    }

    /** A tick: its time is what its partition has reached. */
    public static Stamped tick(Stamp stamp) {
        return new Stamped(Kind.TICK, stamp, stamp.reached(), "", EMPTY, EMPTY, List.of(), EMPTY);
    }

    /** A decision of a gate; it moves no time. */
    public static Stamped decision(Stamp stamp, GateDecision decision) {
        return new Stamped(Kind.DECISION, stamp, Stamp.NOTHING, "", EMPTY, decision.encoded(), List.of(), EMPTY);
    }

    /** This event as a correction brings it back: same stamp, same content. */
    public Stamped admitted() {
        return new Stamped(Kind.ADMIT, stamp, eventTime, eventId, key, row, violations, raw);
    }

    /** The stored form. Equal records have equal forms. */
    public byte[] encoded() {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            write(out);
        });
    }

    /**
     * The record whose {@link #encoded} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public static Stamped decode(byte[] bytes) {
        return Bytes.read("stamped record", FORMAT, bytes, Stamped::read);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(kind.ordinal());
        stamp.write(out);
        out.writeLong(eventTime);
        Bytes.writeText(eventId, out);
        Bytes.writeSized(key, out);
        Bytes.writeSized(row, out);
        writeTexts(violations, out);
        Bytes.writeSized(raw, out);
    }

    static Stamped read(DataInputStream in) throws IOException {
        return new Stamped(
                Kind.values()[in.readByte()],
                Stamp.read(in),
                in.readLong(),
                Bytes.readText(in),
                Bytes.readSized(in),
                Bytes.readSized(in),
                readTexts(in),
                Bytes.readSized(in));
    }

    static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        Bytes.writeNumber(texts.size(), out);
        for (String text : texts) {
            Bytes.writeText(text, out);
        }
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        long size = Bytes.readNumber(in);
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            texts.add(Bytes.readText(in));
        }
        return texts;
    }
}
