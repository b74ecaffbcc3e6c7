package io.sluice.activities.view.engine;

import io.sluice.activities.view.engine.row.RowDecoder;
import io.sluice.activities.view.engine.row.RowLayout;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.changepoint.evaluate.EntityPartial;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** Pass 1: rows in any order into partial states per key and segment, handed on whenever there are too many to keep. */
final class PartialIterator extends Queued {
    private record Place(Object[] key, int segment) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && segment == place.segment && Arrays.deepEquals(key, place.key);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.deepHashCode(key) + segment;
        }
    }

    private final Timeline timeline;
    private final RowDecoder decoder;
    private final EntityEvaluator shape;
    private final int most;
    private final Map<Place, EntityPartial> partials = new HashMap<>();
    private int size;

    PartialIterator(ViewPlan plan, RowLayout layout, Timeline timeline, int most, Iterator<InternalRow> rows) {
        super(rows);
        this.timeline = timeline;
        this.decoder = new RowDecoder(plan, layout);
        this.shape = new EntityEvaluator(plan);
        this.most = most;
    }

    @Override
    void take(InternalRow row) {
        int segment = decoder.segment(row);
        EntityPartial partial = partials.computeIfAbsent(
                new Place(decoder.key(row), segment),
                place -> shape.partial(timeline.segment(segment).end()));
        int before = partial.size();
        int source = decoder.source(row);
        partial.add(source, decoder.row(source, row));
        // One more for the place itself.
        size += partial.size() - before + (before == 0 ? 1 : 0);
        if (size > most) {
            end();
        }
    }

    @Override
    void end() {
        partials.forEach((place, partial) -> put(StateRows.row(place.key(), place.segment(), partial::write)));
        partials.clear();
        size = 0;
    }
}
