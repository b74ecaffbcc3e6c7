package io.sluice.definitions.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.Hold;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an app has come in one partition of the log, committed together with what it wrote. Counts are of the incarnation
 * from its first record on; what happened in between is the difference of two checkpoints.
 *
 * @param definition the fingerprint of the view's definition
 * @param epoch of the app
 * @param partition of the log
 * @param end the log offset after the last record taken in
 * @param clock epoch milliseconds; {@link io.sluice.definitions.accept.Stamp#NOTHING}
 * @param watermark epoch milliseconds; {@link io.sluice.definitions.accept.Stamp#NOTHING}
 * @param emitted updates, the last one's {@code sequence}
 * @param released updates that the gate lets through, in their order: those with a greater {@code sequence} are not to be shown
 *     to anybody yet
 * @param records by verdict; verdicts without records are absent
 * @param overflows results that did not fit their type and were given as NULL
 * @param tooManyDistinct results that were NULL because of {@code max_distinct}
 * @param judgement of the stream gate
 * @param hold the interval from which on nothing is released; null: everything is
 */
public record Checkpoint(
        String definition,
        long epoch,
        int partition,
        long end,
        long clock,
        long watermark,
        long emitted,
        long released,
        Map<Verdict, Long> records,
        long overflows,
        long tooManyDistinct,
        Judgement judgement,
        @Nullable Hold hold) {
    /** What the stream gate said of the interval that ends here. Their places are part of the stored form. */
    public enum Judgement {
        /** No gate looked. */
        NONE,
        PASS,
        FAIL
    }

    private static final byte FORMAT = 2;

    public Checkpoint {
        requireNonNull(definition, "definition is null");
        requireNonNull(judgement, "judgement is null");
        if (released < 0 || released > emitted) {
            throw new IllegalArgumentException(
                    "Invalid checkpoint: %d of %d updates are released".formatted(released, emitted));
        }
        Map<Verdict, Long> copy = new EnumMap<>(Verdict.class);
        copy.putAll(records);
        records = Collections.unmodifiableMap(copy);
    }

    /** How many records got a verdict. */
    public long count(Verdict verdict) {
        return records.getOrDefault(verdict, 0L);
    }

    /** The stored form. Equal checkpoints have equal forms. */
    public byte[] encoded() {
        return Bytes.of(this::write);
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(FORMAT);
        Bytes.writeText(definition, out);
        Bytes.writeNumber(epoch, out);
        Bytes.writeNumber(partition, out);
        Bytes.writeNumber(end, out);
        out.writeLong(clock);
        out.writeLong(watermark);
        Bytes.writeNumber(emitted, out);
        Bytes.writeNumber(released, out);
        Bytes.writeNumber(overflows, out);
        Bytes.writeNumber(tooManyDistinct, out);
        out.writeByte(judgement.ordinal());
        out.writeBoolean(hold != null);
        if (hold != null) {
            hold.write(out);
        }
        Bytes.writeNumber(records.size(), out);
        for (Map.Entry<Verdict, Long> count : records.entrySet()) {
            out.writeByte(count.getKey().ordinal());
            Bytes.writeNumber(count.getValue(), out);
        }
    }

    /**
     * The checkpoint whose {@link #encoded} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public static Checkpoint decode(byte[] bytes) {
        return Bytes.read("checkpoint", FORMAT, bytes, Checkpoint::read);
    }

    private static Checkpoint read(DataInputStream in) throws IOException {
        String definition = Bytes.readText(in);
        long epoch = Bytes.readNumber(in);
        int partition = (int) Bytes.readNumber(in);
        long end = Bytes.readNumber(in);
        long clock = in.readLong();
        long watermark = in.readLong();
        long emitted = Bytes.readNumber(in);
        long released = Bytes.readNumber(in);
        long overflows = Bytes.readNumber(in);
        long tooManyDistinct = Bytes.readNumber(in);
        Judgement judgement = Judgement.values()[in.readByte()];
        @Nullable Hold hold = in.readBoolean() ? Hold.read(in) : null;
        Map<Verdict, Long> records = new EnumMap<>(Verdict.class);
        long size = Bytes.readNumber(in);
        for (long i = 0; i < size; i++) {
            records.put(Verdict.values()[in.readByte()], Bytes.readNumber(in));
        }
        return new Checkpoint(
                definition,
                epoch,
                partition,
                end,
                clock,
                watermark,
                emitted,
                released,
                records,
                overflows,
                tooManyDistinct,
                judgement,
                hold);
    }
}
