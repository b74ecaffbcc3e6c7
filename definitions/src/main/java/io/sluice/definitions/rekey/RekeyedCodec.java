package io.sluice.definitions.rekey;

import io.sluice.definitions.slot.EntityRow;
import io.sluice.definitions.slot.EntityRowCodec;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.IOException;

/** The form in which re-keyed records are sent; it is read by the app that wrote it and by nobody else. */
public final class RekeyedCodec {
    private static final byte FORMAT = 1;

    private final EntityRowCodec rows;

    public RekeyedCodec(SlotPlan plan) {
        rows = new EntityRowCodec(plan);
    }

    /** The form of a record. */
    public byte[] encode(Rekeyed record) {
        EntityRow row = record.row();
        LogStanding standing = record.standing();
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeNumber(record.origin(), out);
            Bytes.writeNumber(record.end(), out);
            out.writeLong(record.clock());
            out.writeLong(record.watermark());
            Bytes.writeNumber(record.judged(), out);
            out.writeBoolean(row != null);
            if (row != null) {
                rows.write(row, out);
            }
            if (standing != null) {
                standing.write(out);
            }
        });
    }

    /**
     * The record whose {@link #encode} form this is.
     *
     * @throws IllegalArgumentException when it is of a newer format or damaged
     */
    public Rekeyed decode(byte[] bytes) {
        return Bytes.read("re-keyed record", FORMAT, bytes, this::read);
    }

    private Rekeyed read(DataInputStream in) throws IOException {
        int origin = (int) Bytes.readNumber(in);
        long end = Bytes.readNumber(in);
        long clock = in.readLong();
        long watermark = in.readLong();
        long judged = Bytes.readNumber(in);
        return in.readBoolean()
                ? new Rekeyed(origin, end, clock, watermark, judged, rows.read(in), null)
                : new Rekeyed(origin, end, clock, watermark, judged, null, LogStanding.read(in));
    }
}
