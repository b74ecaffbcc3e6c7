package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How the numbers of one input become integers that can be added exactly, and how a sum becomes a number again.
 *
 * @param kind of the input
 * @param places decimal places that an integer stands for
 */
record Scaling(DataType.Kind kind, int places) {
    /** From here on doubles are row violations (contract §4). */
    private static final double LIMIT = 1e18;

    /** Below this every integer is a double, and so is every half between two of them. */
    private static final double EXACT = 1L << 52;

    private static final MathContext WIDE = new MathContext(40, RoundingMode.HALF_EVEN);

    /** Powers of ten that doubles hold exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    static Scaling of(DataType input, int scale) {
        return switch (input.kind()) {
            case DECIMAL -> new Scaling(input.kind(), input.scale());
            case DOUBLE -> new Scaling(input.kind(), scale);
            default -> new Scaling(input.kind(), 0);
        };
    }

    void addTo(ExactSum sum, Object value) {
        switch (kind) {
            case INT -> sum.add((Integer) value);
            case BIGINT -> sum.add((Long) value);
            case DOUBLE -> addDouble(sum, (Double) value);
            default -> sum.add(unscaled((BigDecimal) value));
        }
    }

    /** Adds the number and its square. */
    void addTo(ExactSum sum, ExactSum squares, Object value) {
        ExactSum one = new ExactSum();
        addTo(one, value);
        sum.add(one);
        if (one.isLong()) {
            squares.addSquare(one.low());
        } else {
            squares.add(one.value().multiply(one.value()));
        }
    }

    /** The nearest double to {@code sum / 10^places / count}, by one division. */
    double mean(ExactSum sum, long count) {
        if (sum.isLong() && Math.abs(sum.low()) <= EXACT && count * POWERS[places] <= EXACT) {
            return sum.low() / (count * POWERS[places]);
        }
        return quotient(sum.value(), BigInteger.valueOf(count), 1);
    }

    /** The nearest double to {@code sum / 10^(times × places) / divisor}, by one division. */
    double quotient(BigInteger sum, BigInteger divisor, int times) {
        BigDecimal denominator = new BigDecimal(divisor.multiply(BigInteger.TEN.pow(times * places)));
        return new BigDecimal(sum).divide(denominator, WIDE).doubleValue();
    }

    /** The nearest double to {@code sum / 10^places}. */
    double toDouble(ExactSum sum) {
        if (sum.isLong() && Math.abs(sum.low()) <= EXACT) {
            return sum.low() / POWERS[places];
        }
        return new BigDecimal(sum.value(), places).doubleValue();
    }

    private BigInteger unscaled(BigDecimal value) {
        return (value.scale() == places ? value : value.setScale(places, RoundingMode.UNNECESSARY)).unscaledValue();
    }

    private void addDouble(ExactSum sum, double value) {
        if (!(Math.abs(value) < LIMIT)) {
            throw new IllegalArgumentException("Invalid value to add: not finite, or 10^18 or more in size");
        }
        double product = value * POWERS[places];
        if (Math.abs(product) < EXACT) {
            sum.add(nearest(value, product));
        } else {
            sum.add(new BigDecimal(value)
                    .setScale(places, RoundingMode.HALF_EVEN)
                    .unscaledValue());
        }
    }

    /**
     * The integer nearest to the exact product, half-even. The product as a double may be rounded; that can only matter
     * where it lies exactly on a half, and there the fused multiply-add says to which side the exact one lies.
     */
    private long nearest(double value, double product) {
        double rounded = Math.rint(product);
        double rest = product - rounded;
        if (Math.abs(rest) != 0.5) {
            return (long) rounded;
        }
        double error = Math.fma(value, POWERS[places], -product);
        if (error == 0 || error > 0 != rest > 0) {
            return (long) rounded;
        }
        return (long) rounded + (rest > 0 ? 1 : -1);
    }
}
