package io.sluice.workers.streams;

import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An app or sink of a stream in this process: what a host starts, watches, reports and closes. */
public interface Hosted extends AutoCloseable {
    /**
     * Does what has to be done before the first start, once; it may take as long as reading the lake.
     *
     * @param wanted says when to leave it
     */
    default void prepare(Wanted wanted) {}

    /**
     * Starts; returns before anything is read.
     *
     * @throws RuntimeException when what is there forbids it; a type of {@code FailureTypes} says that only people mend it
     */
    void start();

    /** Completes when it has ended, whatever ended it. */
    CompletableFuture<Void> ended();

    /** What ended it, where that was an error. */
    Optional<Throwable> failure();

    /** Where it stands in each partition that it works on: what is committed, never what is only in memory. */
    List<PartitionCheckpoint> checkpoints();

    /** Finishes what was begun and gives its partitions to others. Harmless when done twice. */
    @Override
    void close();
}
