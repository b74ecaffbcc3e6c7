package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Source;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of one incarnation of a stream have in common, and the view that an instance is about. All definitions are
 * those that the incarnation began with, so that every instance reads the log's rows as they were written.
 *
 * @param definition of the source: version and fingerprint that are pinned
 * @param epoch the incarnation, 1 for the first
 * @param sourcePartitions of the source's topic
 * @param logPartitions of the log, the control topic, the updates and the checkpoints
 * @param views every registered view on this source, as it is now: what acceptance has to remember events for
 * @param view of the roles view and online-sink
 * @param settings connection, state folder, commit interval
 */
public record HostedStream(
        DefinitionRef definition,
        Source source,
        long epoch,
        int sourcePartitions,
        int logPartitions,
        List<HostedView> views,
        @Nullable HostedView view,
        AppSettings settings) {
    public HostedStream {
        requireNonNull(definition, "definition is null");
        requireNonNull(source, "source is null");
        requireNonNull(settings, "settings is null");
        views = List.copyOf(views);
    }

    /** The view of an instance that is about one. */
    public HostedView requireView() {
        return requireNonNull(view, "view is null");
    }
}
