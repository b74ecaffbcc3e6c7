package io.sluice.workers.equality;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.workers.topic.TopicNames;
import java.util.List;

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

    /** Whether all rows of an entity are in one partition of the log. */
    boolean isKeyedAsTheLog() {
        List<String> by = plan.sources().get(source).source().partitionBy();
        return !by.isEmpty()
                && plan.entity().keys().stream().map(Column::name).toList().containsAll(by);
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

    /** The places of the slot's features among those of the view. */
    int[] places() {
        return plan.sources().get(source).inputs().stream()
                .mapToInt(input -> input.feature())
                .toArray();
    }
}
