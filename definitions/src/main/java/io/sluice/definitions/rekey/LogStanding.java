package io.sluice.definitions.rekey;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Checkpoint.Judgement;
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
 * What an incarnation has seen in a partition of the log, and what its gate says.
 *
 * @param records by verdict; verdicts without records are absent
 * @param hold the interval that is held; null: none
 */
public record LogStanding(
        Map<Verdict, Long> records,
        Judgement judgement,
        @Nullable Hold hold) {
    /** Of a partition of which nothing is known yet. */
    static final LogStanding UNKNOWN = new LogStanding(Collections.emptyMap(), Judgement.NONE, null);

    public LogStanding {
        requireNonNull(judgement, "judgement is null");
        Map<Verdict, Long> copy = new EnumMap<>(Verdict.class);
        copy.putAll(records);
        records = Collections.unmodifiableMap(copy);
    }

    void write(DataOutput out) throws IOException {
        Bytes.writeNumber(records.size(), out);
        for (Map.Entry<Verdict, Long> count : records.entrySet()) {
            out.writeByte(count.getKey().ordinal());
            Bytes.writeNumber(count.getValue(), out);
        }
        out.writeByte(judgement.ordinal());
        out.writeBoolean(hold != null);
        if (hold != null) {
            hold.write(out);
        }
    }

    static LogStanding read(DataInputStream in) throws IOException {
        Map<Verdict, Long> records = new EnumMap<>(Verdict.class);
        for (long left = Bytes.readNumber(in); left > 0; left--) {
            records.put(Verdict.values()[in.readByte()], Bytes.readNumber(in));
        }
        Judgement judgement = Checkpoint.Judgement.values()[in.readByte()];
        return new LogStanding(records, judgement, in.readBoolean() ? Hold.read(in) : null);
    }
}
