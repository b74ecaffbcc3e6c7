package io.sluice.quality.summary;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.measure.Neighbours;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a quantile is when it lies between two values, as pandas has it. */
enum Interpolation {
    LINEAR {
        @Override
        Object of(Neighbours found) {
            return between(found, found.fraction());
        }
    },
    LOWER {
        @Override
        Object of(Neighbours found) {
            return found.lower();
        }
    },
    HIGHER {
        @Override
        Object of(Neighbours found) {
            return found.upper();
        }
    },
    MIDPOINT {
        @Override
        Object of(Neighbours found) {
            return between(found, found.fraction() == 0 ? 0 : 0.5);
        }
    },
    /** Exactly in the middle: that of the even place. */
    NEAREST {
        @Override
        Object of(Neighbours found) {
            boolean upper = found.fraction() == 0.5 ? found.lowerIndex() % 2 != 0 : found.fraction() > 0.5;
            return upper ? found.upper() : found.lower();
        }
    };

    abstract Object of(Neighbours found);

    /** The quantiles out of a measured value; none where there are no values. Days become their first instant. */
    List<Object> values(@Nullable Object neighbours) {
        return neighbours == null
                ? List.of()
                : ((List<?>) neighbours)
                        .stream().map(Neighbours.class::cast).map(this::of).toList();
    }

    /** Whether values of a type can be sorted and averaged. */
    static boolean isPossible(DataType type) {
        return switch (type.kind()) {
            case INT, BIGINT, DECIMAL, DOUBLE, DATE, TIMESTAMP -> true;
            case STRING, BOOLEAN, BINARY, ARRAY, STRUCT, VECTOR -> false;
        };
    }

    private static Object between(Neighbours found, double fraction) {
        Object lower = found.lower() instanceof LocalDate day ? start(day) : found.lower();
        Object upper = found.upper() instanceof LocalDate day ? start(day) : found.upper();
        if (lower instanceof Instant from) {
            long nanos = Math.round(Duration.between(from, (Instant) upper).toNanos() * fraction);
            return from.plusNanos(nanos);
        }
        return fraction == 0 ? lower : number(lower, upper, fraction);
    }

    private static Object number(Object lower, Object upper, double fraction) {
        if (lower instanceof BigDecimal least) {
            BigDecimal part = new BigDecimal(String.valueOf(fraction));
            BigDecimal step = ((BigDecimal) upper).subtract(least).multiply(part);
            return least.add(step).setScale(Math.max(least.scale(), 0) + 1, RoundingMode.HALF_EVEN);
        }
        double from = ((Number) lower).doubleValue();
        return from + (((Number) upper).doubleValue() - from) * fraction;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
