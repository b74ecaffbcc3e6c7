package io.sluice.workers.online.partition;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.online.SlotCodec;
import java.util.Arrays;

/** A slot in which nothing holds any more is written as ended, so that the store can forget the entity. */
public final class EndedSlots {
    private static final byte[] ENDED = {};

    private final SlotCodec codec;

    public EndedSlots(SlotCodec codec) {
        this.codec = codec;
    }

    /** What the store gets for a packed slot. */
    public byte[] row(byte[] packed) {
        boolean holds = Arrays.stream(codec.decode(packed).timestamps()).anyMatch(at -> at != ChangePoint.NEVER);
        return holds ? packed : ENDED;
    }
}
