package io.sluice.workers.streams;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.registry.DefinitionRef;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of one incarnation of a stream have in common, and the view that an instance is about. The source is the
 * one that the incarnation began with, so that every instance reads the log's rows as they were written.
 *
 * @param definition of the source: version and fingerprint that are pinned
 * @param rules that accept; they hold the incarnation's epoch and the partitions of the source's topic
 * @param logPartitions of the log, the control topic, the updates and the checkpoints
 * @param history snapshot of the trusted table that has the rows before the cutover; null: there are none
 * @param view of the roles view and online-sink
 * @param settings connection, state folder, commit interval
 */
public record HostedStream(
        DefinitionRef definition,
        Source source,
        AcceptRules rules,
        int logPartitions,
        @Nullable Long history,
        @Nullable HostedView view,
        AppSettings settings) {
    public HostedStream {
        requireNonNull(definition, "definition is null");
        requireNonNull(source, "source is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(settings, "settings is null");
    }

    /** The incarnation, 1 for the first. */
    public long epoch() {
        return rules.epoch();
    }

    /** Partitions of the source's topic. */
    public int sourcePartitions() {
        return rules.sourcePartitions();
    }

    /** The view of an instance that is about one. */
    public HostedView requireView() {
        return requireNonNull(view, "view is null");
    }
}
