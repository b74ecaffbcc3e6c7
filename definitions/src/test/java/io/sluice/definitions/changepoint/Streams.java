package io.sluice.definitions.changepoint;

import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Seeded random rows for a plan, feeding them in order, and change points as text that can be compared. */
public final class Streams {
    private static final String[] TEXTS = {"", "a", "b", "click", "\u00e9", "\uffee", "\ud83d\ude00", "z"};
    private static final double[] DOUBLES = {
        0.0, -0.0, 0.1, 0.2, 2.675, 1.0000005, 0.0000005, -0.0000015, 1e-300, 9.99e17, -9.99e17, 123456789.123456, 1e12
    };

    /**
     * The epoch, before it, across it, a leap day and its end, both days on which clocks change in Europe, and far away: four
     * of them before or at the start of a month.
     */
    private static final long[] BASES = {
        0,
        -100,
        -50,
        1_709_164_799_950L,
        1_709_251_199_930L,
        1_774_745_999_900L,
        1_792_889_999_900L,
        253_402_300_000_000L,
        -20
    };

    private final Random random;

    public Streams(long seed) {
        this.random = new Random(seed);
    }

    public static long base(long seed) {
        return BASES[(int) (seed % BASES.length)];
    }

    /** A row of one source, with the place it is fed at. */
    public record Fed(int source, long arrival, SourceRow row) {}

    /** Rows by source, in random order, around {@code base}, within {@code span} ms and many of them tied. */
    public List<List<SourceRow>> rows(ViewPlan plan, int count, long base, int span) {
        List<List<SourceRow>> rows = new ArrayList<>();
        plan.sources().forEach(source -> rows.add(new ArrayList<>()));
        for (int i = 0; i < count; i++) {
            int source = random.nextInt(rows.size());
            long time = base + random.nextInt(span);
            if (random.nextInt(4) == 0) {
                time = Math.floorDiv(time, 10) * 10 + random.nextInt(2) - random.nextInt(2);
            }
            rows.get(source).add(row(plan, plan.sources().get(source), time, id(i)));
        }
        return rows;
    }

    /** Unique ids whose order as UTF-16 differs from that as UTF-8. */
    private String id(int i) {
        return TEXTS[random.nextInt(TEXTS.length)] + i;
    }

    /** A random row of a source. */
    public SourceRow row(ViewPlan plan, SourcePlan source, long time, String id) {
        int width = source.inputs().size();
        boolean[] passes = new boolean[width];
        @Nullable Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
            Input input = source.inputs().get(i);
            FeaturePlan feature = plan.features().get(input.feature());
            passes[i] = random.nextInt(5) > 0;
            values[i] = feature.inputType() == null ? null : value(feature.inputType());
        }
        return new SourceRow(time, id, passes, values);
    }

    /** A value of a type, or NULL. */
    @Nullable
    Object value(DataType type) {
        return random.nextInt(5) == 0 ? null : present(type);
    }

    Object present(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(10) - 5;
            case DATE -> random.nextInt(40_000) - 20_000;
            case BIGINT ->
                random.nextInt(4) == 0 ? random.nextLong() / 1_000_000 : (Object) (long) (random.nextInt(10) - 5);
            case TIMESTAMP -> random.nextLong() / 1_000_000;
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, type.scale());
            case DOUBLE ->
                random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian() * 1000;
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BINARY -> TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
            case ARRAY, STRUCT, VECTOR -> List.of(present(DataType.INT));
        };
    }

    /** All rows in the order in which an evaluator wants them. */
    public static List<Fed> inOrder(ViewPlan plan, List<List<SourceRow>> rows) {
        List<Fed> fed = new ArrayList<>();
        for (int source = 0; source < rows.size(); source++) {
            long delay = plan.sources().get(source).source().delay().toMillis();
            for (SourceRow row : rows.get(source)) {
                fed.add(new Fed(source, row.eventTime() + delay, row));
            }
        }
        fed.sort(Comparator.comparingLong(Fed::arrival)
                .thenComparingInt(Fed::source)
                .thenComparing((a, b) ->
                        ValueOrder.compareUtf8(a.row().eventId(), b.row().eventId())));
        return fed;
    }

    /** The change points that an evaluator emits through an instant, feeding the rows in order. */
    public static List<String> evaluate(EntityEvaluator evaluator, List<Fed> fed, long through, ViewPlan plan) {
        List<String> points = new ArrayList<>();
        Consumer<ChangePoint> out = point -> points.add(text(plan, point));
        for (Fed each : fed) {
            if (each.arrival() <= through) {
                evaluator.add(each.source(), each.row(), out);
            }
        }
        evaluator.advanceTo(through, out);
        return points;
    }

    public static List<String> texts(ViewPlan plan, List<ChangePoint> points) {
        return points.stream().map(point -> text(plan, point)).toList();
    }

    /** A change point as text: equal texts are bit-equal change points. */
    public static String text(ViewPlan plan, ChangePoint point) {
        StringBuilder text = new StringBuilder("at " + instant(point.timestamp()));
        for (int i = 0; i < point.values().length; i++) {
            Feature described = new Feature(plan.features().get(i));
            text.append("\n  ")
                    .append(described)
                    .append(" = ")
                    .append(text(point.values()[i]))
                    .append(" since ")
                    .append(instant(point.timestamps()[i]))
                    .append(" until ")
                    .append(instant(point.validUntil()[i]));
        }
        return text.toString();
    }

    /** How a feature shows in a failure. */
    private record Feature(FeaturePlan plan) {
        @Override
        public String toString() {
            io.sluice.definitions.model.Feature feature = plan.feature();
            Object what = feature.isDerived()
                    ? feature.expression()
                    : feature.isLatestValue()
                            ? "latest ttl " + feature.ttl()
                            : feature.aggregation().kind() + " " + feature.window();
            return feature.name() + " (" + what + " of " + plan.inputType() + ")";
        }
    }

    private static String instant(long millis) {
        return millis == ChangePoint.NEVER ? "never" : millis == ChangePoint.NONE ? "none" : Long.toString(millis);
    }

    public static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> values) {
            return values.stream().map(Streams::text).toList().toString();
        }
        return value == null ? "NULL" : value.getClass().getSimpleName() + " " + value;
    }

    /** A random permutation. */
    public <T> List<T> shuffled(List<T> values) {
        List<T> copy = new ArrayList<>(values);
        Collections.shuffle(copy, random);
        return copy;
    }

    public <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }
}
