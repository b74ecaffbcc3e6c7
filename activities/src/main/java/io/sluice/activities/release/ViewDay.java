package io.sluice.activities.release;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.Map;

/**
 * A published day of a view and what it was computed from.
 *
 * @param inputSequences by source name, the sequence number of the trusted snapshot that was read
 */
record ViewDay(PartitionRow row, Map<String, Long> inputSequences) {
    ViewDay {
        inputSequences = Map.copyOf(inputSequences);
    }

    /** Whether a partition that can change this day was published after the day was computed. */
    boolean isOlderThan(CertifiedRun run) {
        long read = inputSequences.getOrDefault(run.source().name(), -1L);
        long end = Partition.parse(row.partition(), Source.Partitioning.DAY).end();
        return run.reachingBefore(end - run.source().delay().toMillis()).stream()
                .anyMatch(partition -> partition.sequence() > read);
    }
}
