package io.sluice.workers.equality;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Source;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its newest incarnation runs it.
 *
 * @param sourcePartitions of its topic
 * @param history snapshot of the trusted table with the rows before the cutover; null: there are none
 */
record ComparedStream(
        Source source,
        int sourcePartitions,
        int logPartitions,
        @Nullable Long history) {
    ComparedStream {
        requireNonNull(source, "source is null");
    }
}
