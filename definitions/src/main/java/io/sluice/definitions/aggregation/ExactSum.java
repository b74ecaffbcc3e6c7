package io.sluice.definitions.aggregation;

import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A sum of integers without limit: a long, and a BigInteger beside it for what went over. */
final class ExactSum {
    private long low;
    private @Nullable BigInteger high;

    void add(long value) {
        long sum = low + value;
        if (((low ^ sum) & (value ^ sum)) < 0) {
            spill(BigInteger.valueOf(low));
            low = value;
        } else {
            low = sum;
        }
    }

    void add(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            add(value.longValue());
        } else {
            spill(value);
        }
    }

    /** Adds {@code value × value}. */
    void addSquare(long value) {
        long product = value * value;
        if (Math.multiplyHigh(value, value) == 0 && product >= 0) {
            add(product);
        } else {
            BigInteger wide = BigInteger.valueOf(value);
            spill(wide.multiply(wide));
        }
    }

    void add(ExactSum other) {
        if (other.high != null) {
            spill(other.high);
        }
        add(other.low);
    }

    void subtract(ExactSum other) {
        if (other.high != null) {
            spill(other.high.negate());
        }
        if (other.low == Long.MIN_VALUE) {
            spill(BigInteger.valueOf(other.low).negate());
        } else {
            add(-other.low);
        }
    }

    /** Whether the sum is {@link #low()}; brings it there where it can be. */
    boolean isLong() {
        if (high == null) {
            return true;
        }
        BigInteger value = high.add(BigInteger.valueOf(low));
        if (value.bitLength() < Long.SIZE) {
            low = value.longValue();
            high = null;
            return true;
        }
        return false;
    }

    long low() {
        return low;
    }

    BigInteger value() {
        BigInteger value = BigInteger.valueOf(low);
        return high == null ? value : high.add(value);
    }

    ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.low = low;
        copy.high = high;
        return copy;
    }

    /** One form for each sum: bytes of what is no long, of which most have none, and the long where they have none. */
    void write(DataOutput out) throws IOException {
        if (isLong()) {
            Bytes.writeNumber(0, out);
            Bytes.writeNumber(low, out);
        } else {
            Bytes.writeSized(value().toByteArray(), out);
        }
    }

    static ExactSum read(DataInput in) throws IOException {
        ExactSum sum = new ExactSum();
        int size = (int) Bytes.readNumber(in);
        if (size == 0) {
            sum.low = Bytes.readNumber(in);
        } else {
            byte[] bytes = new byte[size];
            in.readFully(bytes);
            sum.add(new BigInteger(bytes));
        }
        return sum;
    }

    private void spill(BigInteger value) {
        high = high == null ? value : high.add(value);
    }
}
