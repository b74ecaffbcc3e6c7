package io.sluice.activities.view.engine;

import io.sluice.activities.expression.CatalystValues;
import io.sluice.activities.view.engine.day.WantedDays;
import io.sluice.activities.view.engine.row.Misfits;
import io.sluice.activities.view.engine.row.RowDecoder;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.model.DataType;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Pass 3: the change points and carry rows of ordered rows, segment by segment, one evaluator for all: memory is that of one
 * entity's state and of what one row makes known. A segment may begin with the state in which it begins.
 */
final class ChangePointIterator extends Queued {
    private static final long DAY = 86_400_000;

    private final Timeline timeline;
    private final WantedDays days;
    private final RowDecoder decoder;
    private final Misfits misfits;
    private final BeyondDistinct beyond;
    private final EntityEvaluator evaluator;
    private final @Nullable CatalystValues[] values;
    private Object @Nullable [] key;
    private int segment;
    private int month;

    ChangePointIterator(
            ViewPlan plan,
            RowLayout layout,
            Timeline timeline,
            WantedDays days,
            BeyondDistinct beyond,
            Iterator<InternalRow> rows) {
        super(rows);
        this.timeline = timeline;
        this.days = days;
        this.beyond = beyond;
        this.decoder = new RowDecoder(plan, layout);
        this.misfits = new Misfits(plan);
        this.evaluator = new EntityEvaluator(plan, misfits);
        this.values = plan.features().stream()
                .map(feature -> isSame(feature.type()) ? null : CatalystValues.of(feature.type()))
                .toArray(CatalystValues[]::new);
    }

    private static boolean isSame(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT, BIGINT, DOUBLE, BINARY, DATE -> true;
            case TIMESTAMP, STRING, DECIMAL, ARRAY, VECTOR, STRUCT -> false;
        };
    }

    @Override
    void take(InternalRow row) {
        if (decoder.segment(row) != segment || !decoder.isOf(key, row)) {
            end();
            key = decoder.key(row);
            misfits.of(key);
            segment = decoder.segment(row);
        }
        int source = decoder.source(row);
        if (source == RowDecoder.STATE) {
            StateRows.read(decoder.state(row), evaluator::read);
        } else {
            carryMonthsUpTo(decoder.arrival(row));
            evaluator.add(source, decoder.row(source, row), this::emit);
        }
    }

    @Override
    void end() {
        if (key != null) {
            carryMonthsUpTo(Long.MAX_VALUE);
            evaluator.advanceTo(timeline.segment(segment).end() - 1, this::emit);
            evaluator.reset();
            key = null;
            month = 0;
        }
    }

    /** At the start of a month holds what held just before it, known from the rows that had arrived by then. */
    private void carryMonthsUpTo(long arrival) {
        Timeline.Segment current = timeline.segment(segment);
        for (; month < current.months().size() && current.months().get(month) <= arrival; month++) {
            long start = current.months().get(month);
            evaluator.advanceTo(start - 1, this::emit);
            ChangePoint point = evaluator.current(start);
            if (point.timestamp() != ChangePoint.NEVER) {
                put(row(point, start, true));
            }
        }
    }

    private void emit(ChangePoint point) {
        // Also of what is not written, so that nothing of it is counted with the next.
        Map<String, Long> nulls = misfits.takeBeyondDistinct();
        if (days.contains(point.timestamp())) {
            if (!nulls.isEmpty()) {
                beyond.add(nulls);
            }
            put(row(point, point.timestamp(), false));
        }
    }

    private InternalRow row(ChangePoint point, long dayOf, boolean carry) {
        Object[] of = Objects.requireNonNull(key, "key is null");
        @Nullable Object[] row = new Object[of.length + 3 + 3 * values.length];
        int at = 0;
        row[at++] = (int) Math.floorDiv(dayOf, DAY);
        for (Object part : of) {
            row[at++] = part;
        }
        row[at++] = point.timestamp() * 1000;
        row[at++] = carry;
        for (int i = 0; i < values.length; i++) {
            row[at++] = value(values[i], point.values()[i]);
            row[at++] = instant(point.timestamps()[i], ChangePoint.NEVER);
            row[at++] = instant(point.validUntil()[i], ChangePoint.NONE);
        }
        return new GenericInternalRow(row);
    }

    private static @Nullable Object value(@Nullable CatalystValues convert, @Nullable Object value) {
        return convert == null || value == null ? value : convert.toCatalyst(value);
    }

    /** Microseconds, or NULL for {@code none}. */
    private static @Nullable Object instant(long millis, long none) {
        return millis == none ? null : (Object) (millis * 1000);
    }
}
