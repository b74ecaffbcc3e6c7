package io.sluice.definitions.accept;

import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.store.Bytes;
import io.sluice.definitions.store.FirstKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identities that count, by event time, each with half of the SHA-256 of its row: {@code 1 + 8 + 1 + key + id} bytes and 16.
 * Old ones are dropped in portions, so that one record never waits for many.
 */
final class Identities {
    private static final int DIGEST_BYTES = 16;
    private static final int PORTION = 256;

    /** A portion is looked for after time has moved by this part of how long identities are kept. */
    private static final int STEPS = 32;

    private final byte prefix;
    private final ByteStore store;
    private final FirstKeys first;
    private final MessageDigest sha256 = sha256();
    private long forgotten = Long.MIN_VALUE;

    Identities(byte prefix, ByteStore store) {
        this.prefix = prefix;
        this.store = store;
        first = new FirstKeys(store, new byte[] {prefix}, new byte[] {(byte) (prefix + 1)});
    }

    byte @Nullable [] content(Stamped record) {
        return store.get(key(record));
    }

    void put(Stamped record, byte[] content) {
        byte[] key = key(record);
        store.put(key, content);
        first.add(key);
    }

    private byte[] key(Stamped record) {
        return Bytes.of(out -> {
            out.writeByte(prefix);
            Bytes.writeSortable(record.eventTime(), out);
            Bytes.writeSized(record.key(), out);
            out.write(record.eventId().getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Drops identities with event times before an instant, not all at once; {@code kept} says how long they are kept. */
    void forgetBefore(long instant, long kept) {
        if (instant == Long.MIN_VALUE || forgotten != Long.MIN_VALUE && instant - forgotten <= kept / STEPS) {
            return;
        }
        List<byte[]> old = first.before(bound(instant), PORTION);
        old.forEach(store::delete);
        old.forEach(first::remove);
        if (old.size() < PORTION) {
            forgotten = instant;
        }
    }

    private byte[] bound(long eventTime) {
        return Bytes.of(out -> {
            out.writeByte(prefix);
            Bytes.writeSortable(eventTime, out);
        });
    }

    byte[] digest(byte[] row) {
        return Arrays.copyOf(sha256.digest(row), DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
