package io.sluice.activities.training.write;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * What some rows add up to, whatever their order: how many, how many NULLs by column, and the sum of their SHA-256 modulo
 * 2^256.
 */
final class Part implements Serializable {
    private static final long serialVersionUID = 1;
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
    private static final int WORDS = 8;

    private long rows;
    private final long[] nulls;
    /** Words of 32 bits, the highest first; carries are left for the end. */
    private final long[] sum = new long[WORDS];

    Part(int columns) {
        nulls = new long[columns];
    }

    void add(byte[] sha256) {
        rows++;
        ByteBuffer words = ByteBuffer.wrap(sha256);
        for (int i = 0; i < WORDS; i++) {
            sum[i] += Integer.toUnsignedLong(words.getInt());
        }
    }

    void isNull(int column) {
        nulls[column]++;
    }

    void add(Part other) {
        rows += other.rows;
        for (int i = 0; i < nulls.length; i++) {
            nulls[i] += other.nulls[i];
        }
        for (int i = 0; i < WORDS; i++) {
            sum[i] += other.sum[i];
        }
    }

    long rows() {
        return rows;
    }

    long nulls(int column) {
        return nulls[column];
    }

    /** 64 hexadecimal digits. */
    String sum() {
        BigInteger total = BigInteger.ZERO;
        for (long word : sum) {
            total = total.shiftLeft(32).add(BigInteger.valueOf(word));
        }
        return "%064x".formatted(total.mod(MODULUS));
    }
}
