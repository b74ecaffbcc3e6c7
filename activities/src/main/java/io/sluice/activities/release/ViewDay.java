package io.sluice.activities.release;

import io.sluice.activities.table.PartitionRow;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.time.Partition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published day of a view and what it was computed from.
 *
 * @param inputSequences by source name, the sequence number of the trusted snapshot that was read
 * @param certifiedThrough what was certified then: nothing after it was written
 */
record ViewDay(PartitionRow row, Map<String, Long> inputSequences, long certifiedThrough) {
    ViewDay {
        inputSequences = Map.copyOf(inputSequences);
    }

    /**
     * Why this day is not what it would be if it were computed now; empty when it is.
     *
     * @param through what is certified now
     */
    Optional<String> staleness(List<Reach> reaches, long through) {
        for (Reach reach : reaches) {
            Optional<PartitionRow> newer = reach.newerThan(this);
            if (newer.isPresent()) {
                return newer.map(partition ->
                        "%s %s was published after that".formatted(partition.dataset(), partition.partition()));
            }
        }
        long end = Partition.parse(row.partition(), Source.Partitioning.DAY).end();
        return certifiedThrough < Math.min(end - 1, through)
                ? Optional.of("less was certified then")
                : Optional.empty();
    }
}
