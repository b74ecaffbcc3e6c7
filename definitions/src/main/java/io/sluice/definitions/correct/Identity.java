package io.sluice.definitions.correct;

import io.sluice.definitions.accept.Stamped;
import java.nio.ByteBuffer;

/** What tells events apart. Source: contract §3, dedup. */
record Identity(long eventTime, ByteBuffer key, String id) {
    static Identity of(Stamped record) {
        return new Identity(record.eventTime(), ByteBuffer.wrap(record.key()), record.eventId());
    }
}
