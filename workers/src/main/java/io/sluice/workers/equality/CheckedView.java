package io.sluice.workers.equality;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.workers.topic.TopicNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a view over a stream.
 *
 * @param source index of the stream among the plan's sources
 * @param version 3 for v3
 */
record CheckedView(ViewPlan plan, int source, int version) {
    String name() {
        return plan.view().name();
    }

    /** As topics and keys of checkpoints have it. */
    String app() {
        return name() + "_v" + version;
    }

    String slot() {
        return plan.sources().get(source).source().name();
    }

    String updates() {
        return new TopicNames(slot()).updates(name(), version);
    }

    SlotCodec codec() {
        return SlotPlan.of(plan, source, app()).codec();
    }

    /** The features of the slot, in its order. */
    List<String> features() {
        return SlotPlan.of(plan, source, app()).features().stream()
                .map(feature -> feature.feature().name())
                .toList();
    }

    /** The slot of an entity without rows. */
    SlotRow empty() {
        ChangePoint nothing = valuesAt(List.of(), 0);
        int[] places = places();
        @Nullable Object[] values = new Object[places.length];
        long[] timestamps = new long[places.length];
        long[] untils = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = nothing.values()[places[i]];
            timestamps[i] = ChangePoint.NEVER;
            untils[i] = nothing.validUntil()[places[i]];
        }
        return new SlotRow(values, timestamps, untils);
    }

    /** The naive batch values of an entity that has these rows of the stream, at an instant in epoch milliseconds. */
    ChangePoint valuesAt(List<SourceRow> rows, long instant) {
        List<List<SourceRow>> all =
                new ArrayList<>(Collections.nCopies(plan.sources().size(), List.of()));
        all.set(source, rows);
        return NaiveEvaluator.valuesAt(plan, all, instant);
    }

    /** The places of the slot's features among those of the view. */
    int[] places() {
        return plan.sources().get(source).inputs().stream()
                .mapToInt(input -> input.feature())
                .toArray();
    }
}
