package io.sluice.activities.view;

import io.sluice.activities.spark.RowValues;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.EntityEvaluator;
import io.sluice.definitions.changepoint.ViewPlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The change points and carry rows of ordered rows, entity by entity, one evaluator for all: memory is that of one entity's
 * state and of what one row makes known.
 */
final class ChangePointIterator implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final ViewSpan span;
    private final ViewPlan plan;
    private final RowDecoder decoder;
    private final EntityState state;
    private final EntityEvaluator evaluator;
    private final Queue<Row> ready = new ArrayDeque<>();
    private static final Object[] NO_KEY = {};

    private Object @Nullable [] key;
    private int month;

    ChangePointIterator(ViewPlan plan, ViewSpan span, Iterator<Row> rows) {
        this.plan = plan;
        this.span = span;
        this.rows = rows;
        this.decoder = new RowDecoder(plan);
        this.state = new EntityState(plan);
        this.evaluator = new EntityEvaluator(plan, new Misfits(plan));
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (rows.hasNext() || key != null)) {
            if (rows.hasNext()) {
                take(rows.next());
            } else {
                finishEntity();
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void take(Row row) {
        if (!decoder.isOf(key, row)) {
            finishEntity();
            key = decoder.key(row);
        }
        carryMonthsUpTo(decoder.arrival(row));
        evaluator.add(decoder.source(row), decoder.row(row), this::emit);
    }

    private void finishEntity() {
        if (key != null) {
            carryMonthsUpTo(Long.MAX_VALUE);
            evaluator.advanceTo(span.last(), this::emit);
            evaluator.reset();
            key = null;
            month = 0;
        }
    }

    /** At the start of a month holds what held just before it, known from the rows that had arrived by then. */
    private void carryMonthsUpTo(long arrival) {
        for (; month < span.months().size() && span.months().get(month) <= arrival; month++) {
            long start = span.months().get(month);
            evaluator.advanceTo(start - 1, this::emit);
            ChangePoint current = evaluator.current();
            if (!state.isEmpty(current)) {
                ready.add(row(current, start, true));
            }
        }
    }

    private void emit(ChangePoint point) {
        if (point.timestamp() >= span.first() && point.timestamp() <= span.last()) {
            ready.add(row(point, point.timestamp(), false));
        }
    }

    private Row row(ChangePoint point, long dayOf, boolean carry) {
        Object[] keys = key == null ? NO_KEY : key;
        @Nullable
        Object[] row = new Object[keys.length + 4 + 3 * plan.features().size()];
        int at = 0;
        row[at++] = LocalDate.ofInstant(Instant.ofEpochMilli(dayOf), ZoneOffset.UTC);
        for (Object part : keys) {
            row[at++] = part;
        }
        row[at++] = Instant.ofEpochMilli(point.timestamp());
        row[at++] = carry;
        for (int i = 0; i < plan.features().size(); i++) {
            row[at++] = RowValues.toSpark(plan.features().get(i).type(), point.values()[i]);
            row[at++] = instant(point.timestamps()[i], ChangePoint.NEVER);
            row[at++] = instant(point.validUntil()[i], ChangePoint.NONE);
        }
        row[at] = span.run();
        return RowFactory.create(row);
    }

    private static @Nullable Instant instant(long millis, long none) {
        return millis == none ? null : Instant.ofEpochMilli(millis);
    }
}
