package io.sluice.activities.view;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.registry.ViewSettings;

/** What computing a view asks of registry and ledger. */
public interface ViewDefinitions {
    /** The view compiled as it was registered at the versions that the settings pin. */
    ViewPlan plan(ViewSettings view);

    /**
     * The last instant that a source's trusted rows speak about, epoch milliseconds; {@link Long#MIN_VALUE} when nothing of it
     * is certified. Source: contract §7.
     */
    long certifiedThrough(Source source);

    /** The last instant that all sources of a view speak about, epoch milliseconds; {@link Long#MIN_VALUE} when one has nothing. */
    default long certifiedThrough(ViewPlan plan) {
        return plan.sources().stream()
                .mapToLong(source -> certifiedThrough(source.source()))
                .min()
                .orElse(Long.MIN_VALUE);
    }
}
