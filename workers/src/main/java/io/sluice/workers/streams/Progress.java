package io.sluice.workers.streams;

import io.sluice.workflows.stream.PartitionCheckpoint;
import java.util.List;

/** Asks the brokers where an app stands. */
public interface Progress extends AutoCloseable {
    /** Committed state only; may take seconds. Throws when the brokers do not answer. */
    List<PartitionCheckpoint> checkpoints();

    @Override
    void close();
}
