package io.sluice.activities.view.engine.day;

import io.sluice.definitions.changepoint.Influence;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The event times of the rows of one source that the wanted days can depend on, as filters by which whole files are left out.
 *
 * @param spans ascending, apart from each other; both ends inclusive
 */
public record Needed(List<Span> spans) {
    /** Epoch milliseconds; {@link Long#MIN_VALUE} from the beginning. */
    record Span(long first, long last) {}

    /** Nothing before this, in microseconds, is a timestamp. */
    private static final long EARLIEST = Long.MIN_VALUE / 1000;

    public Needed {
        spans = List.copyOf(spans);
    }

    public static Needed of(ViewPlan plan, int source, WantedDays days, long last) {
        Influence influence = new Influence(plan);
        long delay = plan.sources().get(source).source().delay().toMillis();
        List<Span> spans = new ArrayList<>();
        for (DayRange run : days.runs()) {
            long until = Math.min(run.end() - 1, last) - delay;
            Span span = new Span(influence.lookback(source, run.start()), until);
            Span before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (before != null && span.first <= before.last + 1) {
                spans.set(spans.size() - 1, new Span(before.first, Math.max(before.last, until)));
            } else if (span.first <= span.last) {
                spans.add(span);
            }
        }
        return new Needed(spans);
    }

    public Column column() {
        Column time = functions.col(SystemColumns.EVENT_TIME);
        Column needed = functions.lit(false);
        for (Span span : spans) {
            Column inside = time.lt(functions.lit(Instant.ofEpochMilli(span.last + 1)));
            needed = needed.or(
                    span.first <= EARLIEST
                            ? inside
                            : inside.and(time.geq(functions.lit(Instant.ofEpochMilli(span.first)))));
        }
        return needed;
    }

    /** The same for Iceberg, to count rows by the statistics of files. */
    public Expression expression() {
        Expression needed = Expressions.alwaysFalse();
        for (Span span : spans) {
            Expression inside = Expressions.lessThan(SystemColumns.EVENT_TIME, (span.last + 1) * 1000);
            needed = Expressions.or(
                    needed,
                    span.first <= EARLIEST
                            ? inside
                            : Expressions.and(
                                    inside,
                                    Expressions.greaterThanOrEqual(SystemColumns.EVENT_TIME, span.first * 1000)));
        }
        return needed;
    }
}
