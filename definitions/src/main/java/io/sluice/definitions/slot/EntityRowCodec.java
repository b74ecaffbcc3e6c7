package io.sluice.definitions.slot;

import io.sluice.definitions.aggregation.ValueCodec;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stored form of rows as one slot sees them. */
public final class EntityRowCodec {
    private final List<@Nullable ValueCodec> codecs = new ArrayList<>();

    public EntityRowCodec(SlotPlan plan) {
        plan.features()
                .forEach(feature ->
                        codecs.add(feature.inputType() == null ? null : new ValueCodec(feature.inputType())));
    }

    /** Writes a row, for {@link #read}. */
    public void write(EntityRow row, DataOutput out) throws IOException {
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
    }

    /** A row that {@link #write} wrote. */
    public EntityRow read(DataInputStream in) throws IOException {
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
