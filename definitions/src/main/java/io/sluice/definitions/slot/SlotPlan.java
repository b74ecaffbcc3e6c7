package io.sluice.definitions.slot;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import java.util.List;

/**
 * The features that one view computes from one stream, in the view's order; the arrays of a {@link
 * io.sluice.definitions.changepoint.SourceRow} and of a {@link io.sluice.definitions.online.SlotRow} are aligned with them.
 *
 * @param definition the fingerprint of the view's definition
 */
public record SlotPlan(String definition, Source source, List<FeaturePlan> features) {
    public SlotPlan {
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("Invalid slot of source " + source.name() + ": it has no features");
        }
        if (!source.delay().isZero()) {
            throw new IllegalArgumentException("Invalid stream source " + source.name() + ": it has a delay");
        }
    }

    /** The slot of one source of a view. */
    public static SlotPlan of(ViewPlan plan, int source, String definition) {
        SourcePlan sourcePlan = plan.sources().get(source);
        return new SlotPlan(
                definition,
                sourcePlan.source(),
                sourcePlan.inputs().stream()
                        .map(Input::feature)
                        .map(plan.features()::get)
                        .toList());
    }

    /** Packs and unpacks the rows of this slot. */
    public SlotCodec codec() {
        return new SlotCodec(features.stream()
                .map(feature -> new SlotFeature(feature.feature().name(), feature.type()))
                .toList());
    }
}
