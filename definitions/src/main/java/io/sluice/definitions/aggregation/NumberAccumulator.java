package io.sluice.definitions.aggregation;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.store.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * {@code sum}, {@code mean}, {@code variance} and {@code stddev} from exact integer sums.
 *
 * <p>Variance is that of a sample ({@code var_samp} of SQL: divided by n − 1) and NULL below two rows. It comes from the
 * exact sum of squares, so nothing cancels and no order of rows can show in the result.
 */
final class NumberAccumulator implements Accumulator.Exact {
    private final Aggregation.Kind kind;
    private final Scaling scaling;
    private final DataType type;
    private final @Nullable ExactSum squares;
    private final ExactSum sum;
    private long count;

    NumberAccumulator(Aggregation.Kind kind, Scaling scaling, DataType type) {
        this(kind, scaling, type, 0, new ExactSum(), spreads(kind) ? new ExactSum() : null);
    }

    private NumberAccumulator(
            Aggregation.Kind kind,
            Scaling scaling,
            DataType type,
            long count,
            ExactSum sum,
            @Nullable ExactSum squares) {
        this.kind = kind;
        this.scaling = scaling;
        this.type = type;
        this.count = count;
        this.sum = sum;
        this.squares = squares;
    }

    private static boolean spreads(Aggregation.Kind kind) {
        return kind == Aggregation.Kind.VARIANCE || kind == Aggregation.Kind.STDDEV;
    }

    @Override
    public Accumulator prepare() {
        return new NumberAccumulator(kind, scaling, type);
    }

    @Override
    public void update(@Nullable Object value, long eventTime, String eventId) {
        if (value == null) {
            return;
        }
        if (squares == null) {
            scaling.addTo(sum, value);
        } else {
            scaling.addTo(sum, squares, value);
        }
        count++;
    }

    @Override
    public void merge(Accumulator other) {
        NumberAccumulator that = (NumberAccumulator) other;
        count += that.count;
        sum.add(that.sum);
        if (squares != null && that.squares != null) {
            squares.add(that.squares);
        }
    }

    @Override
    public void subtract(Accumulator other) {
        NumberAccumulator that = (NumberAccumulator) other;
        count -= that.count;
        sum.subtract(that.sum);
        if (squares != null && that.squares != null) {
            squares.subtract(that.squares);
        }
    }

    @Override
    public @Nullable Object finish() {
        if (count == 0) {
            return null;
        }
        return switch (kind) {
            case SUM -> finishSum();
            case MEAN -> finishMean();
            case VARIANCE -> count == 1 ? null : (Object) variance();
            default -> count == 1 ? null : (Object) Math.sqrt(variance());
        };
    }

    private Object finishSum() {
        return switch (type.kind()) {
            case DOUBLE -> scaling.toDouble(sum);
            case DECIMAL -> decimal(new BigDecimal(sum.value(), scaling.places()));
            default -> {
                if (!sum.isLong()) {
                    throw new ResultOverflowException(type);
                }
                yield sum.low();
            }
        };
    }

    private Object finishMean() {
        if (type.kind() == DataType.Kind.DECIMAL) {
            return decimal(new BigDecimal(sum.value(), scaling.places())
                    .divide(BigDecimal.valueOf(count), type.scale(), RoundingMode.HALF_EVEN));
        }
        return scaling.mean(sum, count);
    }

    /** {@code (n Σx² − (Σx)²) / (n (n − 1))}: exact integers above and below the line, one division. */
    private double variance() {
        BigInteger n = BigInteger.valueOf(count);
        BigInteger total = sum.value();
        BigInteger spread =
                n.multiply(squares == null ? BigInteger.ZERO : squares.value()).subtract(total.multiply(total));
        return scaling.quotient(spread, n.multiply(n.subtract(BigInteger.ONE)), 2);
    }

    private BigDecimal decimal(BigDecimal value) {
        if (value.precision() > type.precision()) {
            throw new ResultOverflowException(type);
        }
        return value;
    }

    @Override
    public Accumulator copy() {
        return new NumberAccumulator(kind, scaling, type, count, sum.copy(), squares == null ? null : squares.copy());
    }

    @Override
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(count, out);
        sum.write(out);
        if (squares != null) {
            squares.write(out);
        }
    }

    @Override
    public Accumulator read(DataInput in) throws IOException {
        long rows = Bytes.readNumber(in);
        ExactSum total = ExactSum.read(in);
        return new NumberAccumulator(kind, scaling, type, rows, total, squares == null ? null : ExactSum.read(in));
    }
}
