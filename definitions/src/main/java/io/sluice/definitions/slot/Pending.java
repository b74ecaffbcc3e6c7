package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.ByteStore.Step;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that count and whose event times the clock has not reached: events that a correction brought back into a partition of
 * the log that is behind. No other row can be ahead of the clock.
 */
final class Pending {
    private static final byte PREFIX = 'P';
    private static final byte FORMAT = 1;

    private final ByteStore store;
    private final List<@Nullable ValueCodec> codecs = new ArrayList<>();

    Pending(SlotPlan plan, ByteStore store) {
        this.store = store;
        plan.features()
                .forEach(feature ->
                        codecs.add(feature.inputType() == null ? null : new ValueCodec(feature.inputType())));
    }

    void put(EntityRow row) {
        byte[] key = Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(row.row().eventTime(), out);
            Bytes.writeText(row.entity(), out);
            Bytes.writeText(row.row().eventId(), out);
        });
        store.put(key, Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeText(row.entity(), out);
            out.writeLong(row.row().eventTime());
            Bytes.writeText(row.row().eventId(), out);
            for (int i = 0; i < codecs.size(); i++) {
                out.writeBoolean(row.row().passes()[i]);
                ValueCodec codec = codecs.get(i);
                if (codec != null) {
                    codec.write(row.row().values()[i], out);
                }
            }
        }));
    }

    /** Takes out rows with event times through an instant, in their order, at most so many; empty when there is none. */
    List<EntityRow> takeThrough(long instant, int most) {
        List<byte[]> keys = new ArrayList<>();
        List<EntityRow> rows = new ArrayList<>();
        byte[] end = Bytes.of(out -> {
            out.writeByte(PREFIX);
            Bytes.writeSortable(instant + 1, out);
        });
        store.scan(new byte[] {PREFIX}, end, (key, value) -> {
            keys.add(key);
            rows.add(Bytes.read("pending row", FORMAT, value, this::read));
            return rows.size() < most ? Step.ON : Step.STOP;
        });
        keys.forEach(store::delete);
        return rows;
    }

    private EntityRow read(DataInputStream in) throws IOException {
        String entity = Bytes.readText(in);
        long eventTime = in.readLong();
        String eventId = Bytes.readText(in);
        boolean[] passes = new boolean[codecs.size()];
        @Nullable Object[] values = new Object[passes.length];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = in.readBoolean();
            ValueCodec codec = codecs.get(i);
            values[i] = codec == null ? null : codec.read(in);
        }
        return new EntityRow(entity, new SourceRow(eventTime, eventId, passes, values));
    }
}
