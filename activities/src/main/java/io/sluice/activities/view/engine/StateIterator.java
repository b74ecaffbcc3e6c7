package io.sluice.activities.view.engine;

import io.sluice.activities.view.engine.row.Misfits;
import io.sluice.activities.view.engine.row.RowDecoder;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.changepoint.evaluate.EntityPartial;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * Pass 2: the partial states of a key, in the order of their segments, carried from segment to segment; out come the states in
 * which its evaluated segments begin.
 */
final class StateIterator extends Queued {
    private final Timeline timeline;
    private final RowDecoder decoder;
    private final Misfits misfits;
    private final EntityEvaluator evaluator;
    private Object @Nullable [] key;
    private int segment;
    private @Nullable EntityPartial partial;

    StateIterator(ViewPlan plan, RowLayout layout, Timeline timeline, Iterator<InternalRow> rows) {
        super(rows);
        this.timeline = timeline;
        this.decoder = new RowDecoder(plan, layout);
        this.misfits = new Misfits(plan);
        this.evaluator = new EntityEvaluator(plan, misfits);
    }

    @Override
    void take(InternalRow row) {
        if (!decoder.isOf(key, row)) {
            end();
            key = decoder.key(row);
            misfits.of(key);
            segment = decoder.segment(row);
        }
        while (segment < decoder.segment(row)) {
            step();
        }
        StateRows.read(row.getBinary(decoder.keys() + 1), partial()::read);
    }

    private EntityPartial partial() {
        if (partial == null) {
            partial = evaluator.partial(timeline.segment(segment).end());
        }
        return partial;
    }

    private void step() {
        evaluator.fold(partial());
        partial = null;
        segment++;
        Timeline.Segment next = timeline.segment(segment);
        if (key != null && next.evaluated() && !evaluator.isBlank(next.start())) {
            put(StateRows.row(key, segment, evaluator::write));
        }
    }

    @Override
    void end() {
        if (key != null) {
            while (segment < timeline.lastOf(segment)) {
                step();
            }
            evaluator.reset();
            partial = null;
            key = null;
        }
    }
}
