package io.sluice.activities.follow;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.registry.NothingRegisteredException;
import io.sluice.activities.registry.Registry;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.View;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.publish.follow.FollowActivities;
import io.sluice.workflows.publish.follow.SourceChanged;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks the registry which views follow a source, at its newest versions, and signals their runs. */
public final class FollowActivitiesImpl implements FollowActivities {
    private final Registry registry;
    private final BiConsumer<String, SourceChanged> signal;

    /** @param signal tells the run of a view of a change, and starts it when it does not run */
    public FollowActivitiesImpl(Registry registry, BiConsumer<String, SourceChanged> signal) {
        this.registry = requireNonNull(registry, "registry is null");
        this.signal = requireNonNull(signal, "signal is null");
    }

    @Override
    public List<String> tellViews(SourceChanged changed) {
        List<String> views = followers(project(), changed.source());
        views.forEach(view -> signal.accept(view, changed));
        return views;
    }

    @Override
    public boolean materializesOnRelease(String view) {
        project();
        registry.load().require("view", view);
        return project().view(view).orElseThrow().materialization() == View.Materialization.ON_RELEASE;
    }

    private Project project() {
        try {
            return registry.load().project();
        } catch (NothingRegisteredException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.NOT_FOUND);
        }
    }

    private static List<String> followers(Project project, String source) {
        return project.views().stream()
                .filter(view -> view.publish() == View.Publish.AUTO)
                .filter(view -> view.features().stream()
                        .flatMap(feature -> project.feature(feature).stream())
                        .map(Feature::source)
                        .anyMatch(source::equals))
                .map(View::name)
                .sorted()
                .toList();
    }
}
