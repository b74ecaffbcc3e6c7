package io.sluice.workers.accept;

import io.sluice.definitions.accept.Stamped;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record of the source topic: one of the two, never both.
 *
 * @param stamped a record for the log
 * @param unreadable the value of a dead letter, which may be empty
 */
record Received(@Nullable Stamped stamped, byte @Nullable [] unreadable) {
    static Received of(Stamped stamped) {
        return new Received(stamped, null);
    }

    static Received deadLetter(byte @Nullable [] value) {
        return new Received(null, value == null ? new byte[0] : value);
    }

    boolean isTick() {
        return stamped != null && stamped.kind() == Stamped.Kind.TICK;
    }
}
