package io.sluice.definitions.changepoint;

import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Which instants of a view a row of a source can change, and which rows an instant needs.
 *
 * <p>A row shows from its arrival on, at first in {@code validUntil}. It leaves a window at {@code L}; its leaving is the
 * feature's timestamp until a row that was inside with it leaves, less than a window later, or, when nothing was, until the
 * month ends. A latest value shows until the next one, or until the month of its expiry ends.
 */
public final class Influence {
    /**
     * Instants, epoch milliseconds, both inclusive. Days in between may hold nothing.
     *
     * @param last {@link ChangePoint#NONE} when it never ends
     */
    public record Span(long first, long last) {
        Span through(Span other) {
            return new Span(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private final List<List<Feature>> features = new ArrayList<>();

    public Influence(ViewPlan plan) {
        for (SourcePlan source : plan.sources()) {
            sources.add(source.source());
            features.add(source.inputs().stream()
                    .map(Input::feature)
                    .map(feature -> plan.features().get(feature).feature())
                    .toList());
        }
    }

    /**
     * The instants whose change points, carry rows included (they belong to the first instant of their month), can differ with
     * and without a row.
     *
     * @param source index into {@link ViewPlan#sources()}
     * @param next event time of the entity's next row for every latest value of the source; {@link ChangePoint#NONE} when
     *     there is none or it is not known
     */
    public Span of(int source, long eventTime, long next) {
        long arrival = eventTime + delay(source);
        Span span = new Span(arrival, arrival);
        for (Feature feature : features.get(source)) {
            span = span.through(new Span(arrival, last(source, feature, eventTime, next)));
        }
        return span;
    }

    private long last(int source, Feature feature, long eventTime, long next) {
        Feature.Window window = feature.window();
        return window == null
                ? lastOfLatest(source, feature, eventTime, next)
                : lastOfWindow(WindowTimes.of(window, delay(source)), eventTime);
    }

    private static long lastOfWindow(WindowTimes times, long eventTime) {
        if (times.isEndless()) {
            return ChangePoint.NONE;
        }
        long leaves = times.leaves(times.tile(eventTime));
        // What was inside with it entered before it left: in hop mode a hop before.
        long companion = leaves + times.length() - (times.eventMode() ? 0 : times.hop());
        return Math.max(Months.next(leaves) - 1, carried(companion));
    }

    private long lastOfLatest(int source, Feature feature, long eventTime, long next) {
        long setAfter = delay(source) + (sources.get(source).kind() == Source.Kind.EVENTS ? 1 : 0);
        long replaced = next == ChangePoint.NONE ? ChangePoint.NONE : next + setAfter;
        if (feature.ttl() == null) {
            return carried(replaced);
        }
        long expires = eventTime + setAfter + feature.ttl().toMillis() + 1;
        return replaced <= expires ? carried(replaced) : Math.min(Months.next(expires), replaced) - 1;
    }

    /** The last instant of what ends at {@code end}: at the start of a month a carry row still says what was before. */
    private static long carried(long end) {
        return end == ChangePoint.NONE || Months.start(end) == end ? end : end - 1;
    }

    /**
     * The least event time of the rows that change points and carry rows at and after an instant can depend on; {@link
     * Long#MIN_VALUE} when there is no such limit.
     */
    public long lookback(int source, long instant) {
        long month = Months.start(instant);
        long least = month;
        for (Feature feature : features.get(source)) {
            long reach = reach(feature);
            if (reach == ChangePoint.NONE) {
                return Long.MIN_VALUE;
            }
            least = Math.min(least, month - reach);
        }
        return least - delay(source);
    }

    /** How long after its arrival a row is felt at most, but for the rest of a month. */
    private static long reach(Feature feature) {
        Feature.Window window = feature.window();
        if (window == null) {
            return feature.ttl() == null ? ChangePoint.NONE : feature.ttl().toMillis() + 2;
        }
        return window.length() == null
                ? ChangePoint.NONE
                : 2 * window.length().toMillis() + window.hop().toMillis();
    }

    private long delay(int source) {
        return sources.get(source).delay().toMillis();
    }
}
