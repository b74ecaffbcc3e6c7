package io.sluice.definitions.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.streamgate.Hold;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param seen by partition of the log, of an app that re-keys: its {@code end}, {@code records} and {@code hold} are those of the
 *     partition of the log with the same number, {@code clock} and {@code watermark} of all; empty for any other app, for which
 *     {@code end} says it all
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
        @Nullable Hold hold,
        List<Seen> seen) {
    /**
     * How far an app that re-keys has seen one partition of the log.
     *
     * @param end the offset after the last record that is taken in
     * @param judged the offset before which the gate has let everything through
     * @param held whether an interval that begins there waits for people
     */
    public record Seen(long end, long judged, boolean held) {}

    /** What the stream gate said of the interval that ends here. Their places are part of the stored form. */
    public enum Judgement {
        /** No gate looked. */
        NONE,
        PASS,
        FAIL;

        /** What a gate says that checks something, or not, and perhaps holds an interval. */
        public static Judgement of(boolean checks, Optional<Hold> hold) {
            return !checks ? NONE : hold.isPresent() ? FAIL : PASS;
        }
    }

    private static final byte FORMAT = 2;

    /** With what is seen of each partition of the log. */
    private static final byte RE_KEYED = 3;

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
        seen = List.copyOf(seen);
    }

    /** Whether anything that updates here rest on waits for people. */
    public boolean isHeld() {
        return hold != null || seen.stream().anyMatch(Seen::held);
    }

    /** The offset of this partition of the log before which everything was judged: a held interval begins there. */
    public long judgedTo() {
        if (hold != null) {
            return hold.from();
        }
        return seen.isEmpty() ? end : seen.get(partition).judged();
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
        out.writeByte(seen.isEmpty() ? FORMAT : RE_KEYED);
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
        if (!seen.isEmpty()) {
            Bytes.writeNumber(seen.size(), out);
            for (Seen each : seen) {
                Bytes.writeNumber(each.end(), out);
                Bytes.writeNumber(each.judged(), out);
                out.writeBoolean(each.held());
            }
        }
    }

    /**
     * The checkpoint whose {@link #encoded} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public static Checkpoint decode(byte[] bytes) {
        boolean isReKeyed = bytes.length > 0 && bytes[0] == RE_KEYED;
        return Bytes.read("checkpoint", isReKeyed ? RE_KEYED : FORMAT, bytes, in -> read(in, isReKeyed));
    }

    private static Checkpoint read(DataInputStream in, boolean isReKeyed) throws IOException {
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
        List<Seen> seen = new ArrayList<>();
        for (long left = isReKeyed ? Bytes.readNumber(in) : 0; left > 0; left--) {
            seen.add(new Seen(Bytes.readNumber(in), Bytes.readNumber(in), in.readBoolean()));
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
                hold,
                seen);
    }
}
