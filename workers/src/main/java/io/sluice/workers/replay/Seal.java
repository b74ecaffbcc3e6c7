package io.sluice.workers.replay;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A mark in the state of an app: only apps of this incarnation or a later one may go on with it. Whoever is shut out has lost its
 * state before it can write again, and finds the mark when it restores.
 */
public final class Seal {
    private static final byte FORMAT = 1;

    /** After the keys of all kernels. */
    private static final byte[] KEY = {(byte) 0xff, 'E'};

    private Seal() {}

    static byte[] key() {
        return KEY.clone();
    }

    static byte[] of(long epoch) {
        return Bytes.of(out -> {
            out.writeByte(FORMAT);
            Bytes.writeNumber(epoch, out);
        });
    }

    /**
     * Looks whether an app may go on with a state.
     *
     * @throws SealedException when a later incarnation has begun
     */
    public static void check(String app, ByteStore store, long epoch) {
        check(app, store.get(KEY), epoch);
    }

    static void check(String app, byte @Nullable [] seal, long epoch) {
        long sealed = seal == null ? 0 : Bytes.read("seal", FORMAT, seal, Bytes::readNumber);
        if (sealed > epoch) {
            throw new SealedException(app, epoch, sealed);
        }
    }
}
