package io.sluice.activities.release;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import java.util.List;

/** Compiled views at the versions that a run pinned. */
public interface PinnedViews {
    /** The view's plan. */
    ViewPlan plan(ViewSettings view);

    /** Every definition that the plan is made of: view, features, sources, entity and gates, at their versions. */
    List<DefinitionRef> definitions(ViewSettings view);
}
