package io.sluice.definitions.changepoint;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random views that hold every aggregation in both update modes with all three null policies. */
public final class RandomPlans {
    private static final List<DataType> NUMBERS =
            List.of(DataType.INT, DataType.BIGINT, DataType.decimal(10, 2), DataType.DOUBLE);
    private static final List<DataType> ORDERED = List.of(
            DataType.INT,
            DataType.BIGINT,
            DataType.decimal(10, 2),
            DataType.DOUBLE,
            DataType.STRING,
            DataType.BINARY,
            DataType.BOOLEAN,
            DataType.DATE,
            DataType.TIMESTAMP);

    private static final long DAY = 86_400_000;

    private RandomPlans() {}

    public static ViewPlan all(Streams streams) {
        Plans plans = new Plans()
                .source(Source.Kind.EVENTS, 0)
                .source(Source.Kind.EVENTS, streams.oneOf(1, 3, 10, 25))
                .source(Source.Kind.ATTRIBUTES, streams.oneOf(0, 1, 7, 20));
        for (Aggregation.Kind kind : Aggregation.Kind.values()) {
            for (Update update : Update.values()) {
                for (NullPolicy.Kind policy : NullPolicy.Kind.values()) {
                    windowed(streams, plans, kind, update, policy);
                }
            }
        }
        for (int source = 0; source < 3; source++) {
            for (NullPolicy.Kind policy : NullPolicy.Kind.values()) {
                DataType type = streams.oneOf(DataType.BIGINT, DataType.DOUBLE, DataType.decimal(10, 2));
                plans.latest(source, streams.oneOf(null, 0L, 1L, 9L, 10L, 35L), type, policy(policy));
            }
        }
        int latest = Aggregation.Kind.values().length * 2 * 3;
        plans.derived("f0 / f6", Plans.fill("-1"));
        plans.derived("COALESCE(f" + (latest + 9) + ", 0.0) + f1", Plans.NULL);
        plans.derived("CASE WHEN f" + latest + " > f0 THEN f0 WHEN f0 = f5 THEN 0 END", Plans.ZERO);
        return plans.build();
    }

    /** Some twenty features of one source: over all seeds every aggregation in both modes with every null policy. */
    public static ViewPlan slot(long seed, Streams streams) {
        Plans plans = new Plans().source(seed % 4 == 0 ? Source.Kind.ATTRIBUTES : Source.Kind.EVENTS, 0);
        int combination = (int) seed;
        for (int i = 0; i < 13; i++) {
            combination += 5;
            Aggregation.Kind kind = Aggregation.Kind.values()[combination % Aggregation.Kind.values().length];
            Update mode = Update.values()[combination / 13 % 2];
            NullPolicy.Kind policy = NullPolicy.Kind.values()[combination % 3];
            long hop = streams.oneOf(7L, 10L, 1L, 10L, 11 * DAY);
            windowed(streams, plans, 0, hop, kind, mode, policy);
        }
        for (NullPolicy.Kind policy : NullPolicy.Kind.values()) {
            DataType type = streams.oneOf(DataType.BIGINT, DataType.DOUBLE, DataType.decimal(10, 2));
            plans.latest(0, streams.oneOf(null, 0L, 1L, 9L, 35L, 20 * DAY), type, policy(policy));
        }
        return plans.build();
    }

    private static void windowed(
            Streams streams, Plans plans, Aggregation.Kind kind, Update update, NullPolicy.Kind policy) {
        windowed(streams, plans, streams.below(3), streams.oneOf(7L, 10L, 1L), kind, update, policy);
    }

    /** Adds a feature over a random window of such a hop, of a random input that the aggregation takes. */
    public static void windowed(
            Streams streams,
            Plans plans,
            int source,
            long hop,
            Aggregation.Kind kind,
            Update update,
            NullPolicy.Kind policy) {
        @Nullable Long length = streams.below(6) == 0 ? null : (Long) (hop * (1 + streams.below(6)));
        Aggregation aggregation = new Aggregation(
                kind, 1 + streams.below(3), kind == Aggregation.Kind.HISTOGRAM ? List.of(-1.0, 0.0, 2.5) : List.of());
        DataType input = input(streams, kind);
        NullPolicy wanted = switch (kind) {
            case LAST_N, TOP_K, HISTOGRAM, MIN, MAX, FIRST, LAST ->
                input != null && NUMBERS.contains(input) && !isList(kind) ? policy(policy) : Plans.NULL;
            default -> policy(policy);
        };
        plans.windowed(
                source,
                Plans.window(length, hop, update),
                aggregation,
                input,
                wanted,
                streams.oneOf(6, 2, 0),
                streams.oneOf(3, 5, 100));
    }

    private static boolean isList(Aggregation.Kind kind) {
        return kind == Aggregation.Kind.LAST_N || kind == Aggregation.Kind.TOP_K || kind == Aggregation.Kind.HISTOGRAM;
    }

    private static @Nullable DataType input(Streams streams, Aggregation.Kind kind) {
        return switch (kind) {
            case COUNT -> streams.oneOf(null, DataType.INT, DataType.STRING);
            case SUM, MEAN, VARIANCE, STDDEV, HISTOGRAM -> streams.oneOf(NUMBERS);
            case MIN, MAX, FIRST, LAST, LAST_N, COUNT_DISTINCT, TOP_K -> streams.oneOf(ORDERED);
        };
    }

    public static NullPolicy policy(NullPolicy.Kind kind) {
        return switch (kind) {
            case NULL -> Plans.NULL;
            case FILL_ZERO -> Plans.ZERO;
            case FILL -> Plans.fill("-7");
        };
    }
}
