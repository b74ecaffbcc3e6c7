package io.sluice.definitions.changepoint.naive;

import io.sluice.definitions.aggregation.ValueOrder;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.DerivedFeatures;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Contract §3 read aloud: filter, sort, loop. Slow, and the oracle that every clever implementation is compared with.
 *
 * <p>It is written from the contract alone and shares no code with {@link EntityEvaluator} but the null policy, the
 * distinct-count sketch and the interpreter of derived features. Rows may come in any order.
 */
public final class NaiveEvaluator {
    private NaiveEvaluator() {}

    /** A row as one feature sees it. */
    record Seen(long time, String id, @Nullable Object value) {}

    /**
     * Every change point of one entity up to and at {@code through}, ascending.
     *
     * @param rows by source, as in {@link ViewPlan#sources()}; without duplicates
     */
    public static List<ChangePoint> changePoints(ViewPlan plan, List<List<SourceRow>> rows, long through) {
        TreeSet<Long> instants = new TreeSet<>();
        for (int i = 0; i < plan.features().size(); i++) {
            if (!plan.features().get(i).feature().isDerived()) {
                instants.addAll(changes(plan, i, seen(plan, rows, i)));
            }
        }
        List<ChangePoint> points = new ArrayList<>();
        for (long instant : instants) {
            if (instant <= through) {
                points.add(valuesAt(plan, rows, instant));
            }
        }
        return points;
    }

    /**
     * What holds at an instant; the timestamp is the greatest of the features', {@link ChangePoint#NEVER} when all have none.
     *
     * @param rows by source, as in {@link ViewPlan#sources()}; those that arrive (event time + delay) later do not count
     */
    public static ChangePoint valuesAt(ViewPlan plan, List<List<SourceRow>> rows, long instant) {
        return valuesAt(plan, rows, instant, instant);
    }

    /**
     * The carry row of a month: what holds just before its first instant, as a reader at that instant sees it. There is none
     * when the timestamp is {@link ChangePoint#NEVER}.
     */
    public static ChangePoint carriedInto(ViewPlan plan, List<List<SourceRow>> rows, long month) {
        return valuesAt(plan, rows, month - 1, month);
    }

    private static ChangePoint valuesAt(ViewPlan plan, List<List<SourceRow>> rows, long instant, long seenAt) {
        int width = plan.features().size();
        @Nullable Object[] values = new Object[width];
        long[] timestamps = new long[width];
        long[] validUntil = new long[width];
        for (int i = 0; i < width; i++) {
            FeaturePlan feature = plan.features().get(i);
            if (feature.feature().isDerived()) {
                continue;
            }
            List<Seen> known = new ArrayList<>();
            for (Seen row : seen(plan, rows, i)) {
                if (row.time() + delay(plan, i) <= instant) {
                    known.add(row);
                }
            }
            values[i] = filled(feature, value(plan, i, known, instant));
            boolean empty = isEmpty(plan, i, known, instant);
            timestamps[i] = ChangePoint.NEVER;
            validUntil[i] = ChangePoint.NONE;
            for (long change : changes(plan, i, known)) {
                if (change <= instant) {
                    timestamps[i] = empty && !sameMonth(change, seenAt) ? ChangePoint.NEVER : change;
                } else {
                    validUntil[i] = Math.min(validUntil[i], change);
                }
            }
        }
        new DerivedFeatures(plan).evaluate(values, timestamps, validUntil);
        long latest = ChangePoint.NEVER;
        for (long timestamp : timestamps) {
            latest = Math.max(latest, timestamp);
        }
        return new ChangePoint(latest, values, timestamps, validUntil);
    }

    private static @Nullable Object filled(FeaturePlan feature, @Nullable Object value) {
        return value == null ? NullFill.value(feature.feature().nullPolicy(), feature.type()) : value;
    }

    /** The rows that pass the feature's filters, in order. */
    private static List<Seen> seen(ViewPlan plan, List<List<SourceRow>> rows, int feature) {
        int source = plan.features().get(feature).source();
        SourcePlan sourcePlan = plan.sources().get(source);
        List<Seen> seen = new ArrayList<>();
        for (int input = 0; input < sourcePlan.inputs().size(); input++) {
            if (sourcePlan.inputs().get(input).feature() == feature) {
                for (SourceRow row : rows.get(source)) {
                    if (row.passes()[input]) {
                        seen.add(new Seen(row.eventTime(), row.eventId(), row.values()[input]));
                    }
                }
            }
        }
        seen.sort((a, b) -> {
            int order = ValueOrder.compareEvents(a.time(), a.id(), b.time(), b.id());
            return order == 0 ? ValueOrder.compareTied(a.value(), b.value()) : order;
        });
        return seen;
    }

    private static long delay(ViewPlan plan, int feature) {
        return plan.sources()
                .get(plan.features().get(feature).source())
                .source()
                .delay()
                .toMillis();
    }

    /** The value before the null policy, by the formulas of contract §3. */
    private static @Nullable Object value(ViewPlan plan, int feature, List<Seen> known, long t) {
        FeaturePlan featurePlan = plan.features().get(feature);
        if (featurePlan.feature().isLatestValue()) {
            Seen row = inForce(plan, feature, known, t);
            return row == null ? null : row.value();
        }
        Feature.Window window = featurePlan.feature().window();
        if (window == null) {
            throw new IllegalStateException("Neither a window, nor a latest value, nor derived");
        }
        return NaiveAggregation.value(featurePlan, inside(window, known, t - delay(plan, feature)));
    }

    /** Whether nothing holds at an instant: no row in the window, or no latest value in force. */
    private static boolean isEmpty(ViewPlan plan, int feature, List<Seen> known, long t) {
        Feature declared = plan.features().get(feature).feature();
        return declared.window() == null
                ? inForce(plan, feature, known, t) == null
                : inside(declared.window(), known, t - delay(plan, feature)).isEmpty();
    }

    /** What is empty forgets at the first instant of a month when it changed last: that is, in any later month. */
    private static boolean sameMonth(long one, long other) {
        return YearMonth.from(Instant.ofEpochMilli(one).atOffset(ZoneOffset.UTC))
                .equals(YearMonth.from(Instant.ofEpochMilli(other).atOffset(ZoneOffset.UTC)));
    }

    /** The rows inside a window at {@code u}. */
    private static List<Seen> inside(Feature.Window window, List<Seen> known, long u) {
        long hop = window.hop().toMillis();
        List<Seen> inside = new ArrayList<>();
        for (Seen row : known) {
            boolean in;
            if (window.update() == Feature.Update.HOP) {
                long b = Math.floorDiv(u, hop) * hop;
                in = row.time() < b
                        && (window.length() == null || b - window.length().toMillis() <= row.time());
            } else {
                in = row.time() < u
                        && (window.length() == null
                                || Math.floorDiv(u - window.length().toMillis(), hop) * hop <= row.time());
            }
            if (in) {
                inside.add(row);
            }
        }
        return inside;
    }

    /** The greatest row in order with {@code f ≤ t}, while {@code t ≤ f + ttl}. */
    private static @Nullable Seen inForce(ViewPlan plan, int feature, List<Seen> rows, long t) {
        Duration ttl = plan.features().get(feature).feature().ttl();
        Seen greatest = null;
        for (Seen row : rows) {
            if (from(plan, feature, row) <= t) {
                greatest = row;
            }
        }
        if (greatest == null || ttl != null && t > from(plan, feature, greatest) + ttl.toMillis()) {
            return null;
        }
        return greatest;
    }

    /** The instant {@code f} from which a latest value holds. */
    private static long from(ViewPlan plan, int feature, Seen row) {
        Source source =
                plan.sources().get(plan.features().get(feature).source()).source();
        return row.time() + source.delay().toMillis() + (source.kind() == Source.Kind.EVENTS ? 1 : 0);
    }

    /** Every instant at which one of the rows enters, leaves, is set, or expires. */
    private static SortedSet<Long> changes(ViewPlan plan, int feature, List<Seen> rows) {
        SortedSet<Long> changes = new TreeSet<>();
        Feature declared = plan.features().get(feature).feature();
        Feature.Window window = declared.window();
        for (Seen row : rows) {
            if (window == null) {
                long set = from(plan, feature, row);
                changes.add(set);
                if (declared.ttl() != null) {
                    long last = set + declared.ttl().toMillis();
                    if (row.equals(inForce(plan, feature, rows, last))) {
                        changes.add(last + 1);
                    }
                }
            } else {
                long delay = delay(plan, feature);
                changes.add(entry(row.time(), window) + delay);
                if (window.length() != null) {
                    changes.add(exit(row.time(), window) + delay);
                }
            }
        }
        return changes;
    }

    /** The first {@code u} at which a row is inside: {@code e < u}, or {@code e < floor(u, H)}. */
    private static long entry(long time, Feature.Window window) {
        if (window.update() == Feature.Update.EVENT) {
            return time + 1;
        }
        long hop = window.hop().toMillis();
        return nextBoundary(time, hop);
    }

    /** The first {@code u} at which a row is outside again: {@code floor(u, H) − W > e}, or {@code floor(u − W, H) > e}. */
    private static long exit(long time, Feature.Window window) {
        long length = window.length() == null ? 0 : window.length().toMillis();
        return nextBoundary(time, window.hop().toMillis()) + length;
    }

    /** The least multiple of {@code hop} above {@code time}. */
    private static long nextBoundary(long time, long hop) {
        long boundary = time / hop * hop;
        while (boundary > time) {
            boundary -= hop;
        }
        while (boundary <= time) {
            boundary += hop;
        }
        return boundary;
    }
}
