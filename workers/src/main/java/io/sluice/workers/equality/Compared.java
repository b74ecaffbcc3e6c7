package io.sluice.workers.equality;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two values of a feature beside each other.
 *
 * @param size of the difference of two numbers; null where there is none
 */
record Compared(boolean equal, @Nullable Double size) {
    /** A value with its timestamp and end. */
    record Shown(@Nullable Object value, long timestamp, long validUntil) {}

    /** Bit-equal: value, feature timestamp and until when it holds. */
    static Compared of(Shown left, Shown right) {
        boolean equal = Objects.deepEquals(left.value(), right.value())
                && left.timestamp() == right.timestamp()
                && left.validUntil() == right.validUntil();
        return new Compared(equal, size(left.value(), right.value()));
    }

    private static @Nullable Double size(@Nullable Object left, @Nullable Object right) {
        return left instanceof Number one && right instanceof Number other
                ? Double.valueOf(Math.abs(one.doubleValue() - other.doubleValue()))
                : null;
    }
}
